package io.podspan.peeringservice.routers.cilium;

import io.podspan.peeringservice.kubernetes.CustomObjects.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * An object of ours of which somebody changed fields. It is part of a stored document: add
 * components, do not rename them.
 *
 * @param kind of the object, {@code CiliumBGPPeerConfig}
 * @param present its spec as it is there
 * @param wanted its spec as it is to be
 */
record EditedObject(
    String kind, String name, Map<String, Object> present, Map<String, Object> wanted) {
  EditedObject {
    present = Map.copyOf(present);
    wanted = Map.copyOf(wanted);
  }

  EditedObject reversed() {
    return new EditedObject(kind, name, wanted, present);
  }

  /** The kind's names in the API. */
  Kind type() {
    return kind.equals(CiliumApi.ADVERTISEMENT.kind())
        ? CiliumApi.ADVERTISEMENT
        : CiliumApi.PEER_CONFIG;
  }

  /** {@code CiliumBGPPeerConfig podspan-europe-reflector}. */
  String shown() {
    return kind + " " + name;
  }

  SpecDifference difference() {
    return SpecDifference.of(present, wanted);
  }

  /** What is to be done, a line each. */
  List<String> diff() {
    SpecDifference difference = difference();
    return lines("- ", difference.shownPresent(), "+ ", difference.shownWanted());
  }

  /** What happened: {@code - } was written and is gone, {@code + } is there in its place. */
  List<String> drift() {
    SpecDifference difference = difference();
    return lines("- ", difference.shownWanted(), "+ ", difference.shownPresent());
  }

  private List<String> lines(
      String sign, List<String> fields, String otherSign, List<String> others) {
    List<String> lines = new ArrayList<>();
    fields.forEach(field -> lines.add(sign + shown() + ": " + field));
    others.forEach(field -> lines.add(otherSign + shown() + ": " + field));
    return lines;
  }
}
