package io.podspan.peeringservice.routers.kuberouter;

import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.podspan.peeringservice.kubernetes.ObjectPatch;
import io.podspan.peeringservice.kubernetes.RouterSecrets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The volume with the Secret of passwords, and where kube-router's container has it. They are added
 * behind all others, and taken away without a trace. Pure.
 */
final class PasswordVolume {
  private static final String POD = "/spec/template/spec";

  /** Read by its owner, root, alone: 0400. */
  private static final int MODE = 256;

  private PasswordVolume() {}

  /**
   * The patch that brings the pods to this Secret as well.
   *
   * @param secret empty for none
   */
  static ObjectPatch patch(ObjectPatch patch, RouterDaemonSet set, String secret) {
    if (set.mountedSecret().equals(secret)) {
      return patch;
    }
    String mounts = POD + "/containers/" + set.index() + "/volumeMounts";
    List<String> volumeNames = set.volumes().stream().map(Volume::getName).toList();
    List<String> mountNames = set.mounts().stream().map(VolumeMount::getName).toList();
    ObjectPatch without =
        without(without(patch, POD + "/volumes", volumeNames), mounts, mountNames);
    return secret.isEmpty()
        ? without
        : with(
            with(without, POD + "/volumes", volumeNames, volume(secret)),
            mounts,
            mountNames,
            mount());
  }

  private static ObjectPatch without(ObjectPatch patch, String path, List<String> names) {
    int at = names.indexOf(PeerPasswords.VOLUME);
    if (at < 0) {
      return patch;
    }
    String element = path + "/" + at;
    ObjectPatch guarded = patch.test(element + "/name", PeerPasswords.VOLUME);
    return guarded.remove(names.size() == 1 ? path : element);
  }

  /**
   * @param names that were there before the patch
   */
  private static ObjectPatch with(
      ObjectPatch patch, String path, List<String> names, Map<String, Object> element) {
    boolean others = names.stream().anyMatch(name -> !name.equals(PeerPasswords.VOLUME));
    if (others) {
      return patch.add(path + "/-", element);
    }
    ObjectPatch guarded = names.isEmpty() ? patch.test(path, null) : patch;
    return guarded.add(path, List.of(element));
  }

  private static Map<String, Object> volume(String secret) {
    Map<String, Object> source = new TreeMap<>(Map.of("secretName", secret, "defaultMode", MODE));
    if (!secret.startsWith(RouterSecrets.PREFIX)) {
      // The operator may keep more in it; and a pod without this key does not start, and says why.
      source.put("items", List.of(Map.of("key", PeerPasswords.FIELD, "path", PeerPasswords.FIELD)));
    }
    return Map.of("name", PeerPasswords.VOLUME, "secret", source);
  }

  private static Map<String, Object> mount() {
    return Map.of(
        "name", PeerPasswords.VOLUME, "mountPath", PeerPasswords.MOUNT_PATH, "readOnly", true);
  }
}
