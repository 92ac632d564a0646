package io.podspan.bgpreflector.wire;

import io.netty.buffer.ByteBuf;
import io.podspan.bgpreflector.wire.Message.Update;
import io.podspan.bgpreflector.wire.UpdateFault.ResetSession;
import io.podspan.bgpreflector.wire.UpdateFault.TreatAsWithdraw;
import java.util.List;

/** The body of an UPDATE (RFC 4271 section 4.3) under the error rules of RFC 7606. Single use. */
final class UpdateDecoder {
  private final AttributesDecoder attributes;

  UpdateDecoder(WireOptions options, boolean internal) {
    this.attributes = new AttributesDecoder(options, internal);
  }

  Decoded decode(ByteBuf body) {
    int withdrawnLength = body.readUnsignedShort();
    if (withdrawnLength + 2 > body.readableBytes()) {
      return malformedList("withdrawn routes run over the end");
    }
    ByteBuf withdrawnField = body.readSlice(withdrawnLength);
    int attributesLength = body.readUnsignedShort();
    if (attributesLength > body.readableBytes()) {
      return malformedList("path attributes run over the end");
    }
    ByteBuf attributesField = body.readSlice(attributesLength);
    Nlri withdrawn = Nlri.read(withdrawnField);
    Nlri announced = Nlri.read(body);
    if (withdrawn == null || announced == null) {
      return Malformed.of(NotificationCode.INVALID_NETWORK_FIELD, "a prefix does not parse");
    }
    attributes.decode(attributesField);
    return judge(withdrawn.with(attributes.mpWithdrawn()), announced, attributesLength > 0);
  }

  /** The strongest verdict counts (RFC 7606, section 3(h)). */
  private Decoded judge(Nlri withdrawn, Nlri announced, boolean hasAttributes) {
    Nlri mpAnnounced = attributes.mpAnnounced();
    boolean reachable = !announced.isEmpty() || attributes.hasMpReach();
    if (!announced.isEmpty()) {
      attributes.requireNextHop();
    }
    if (reachable) {
      attributes.requireMandatory();
    }
    boolean withdraw = false;
    for (UpdateFault fault : attributes.faults()) {
      switch (fault) {
        case ResetSession(_, Malformed malformed) -> {
          return malformed;
        }
        case TreatAsWithdraw _ -> withdraw = true;
        case UpdateFault.DiscardAttribute _ -> {}
      }
    }
    if (withdraw && !reachable && hasAttributes) {
      // RFC 7606, section 5.2: without reachable NLRI nobody can say which routes the error is
      // about.
      return malformedList("faulty attributes without reachable NLRI");
    }
    List<UpdateFault> faults = attributes.faults();
    Nlri all = announced.with(mpAnnounced);
    if (withdraw) {
      return new Update(withdrawn.with(all), null, Nlri.NONE, faults);
    }
    return all.isEmpty()
        ? new Update(withdrawn, null, Nlri.NONE, faults)
        : new Update(withdrawn, attributes.build(), all, faults);
  }

  private static Malformed malformedList(String why) {
    return Malformed.of(NotificationCode.MALFORMED_ATTRIBUTE_LIST, why);
  }
}
