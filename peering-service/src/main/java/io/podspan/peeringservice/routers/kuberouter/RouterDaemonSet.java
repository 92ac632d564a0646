package io.podspan.peeringservice.routers.kuberouter;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.SecretVolumeSource;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.podspan.peeringservice.kubernetes.DaemonSets;
import io.podspan.peeringservice.peering.ClusterFault;
import io.podspan.peeringservice.peering.ClusterFaultException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A DaemonSet that runs kube-router.
 *
 * @param object as it was read
 * @param index which of its containers is kube-router
 */
record RouterDaemonSet(DaemonSet object, int index) {
  /** The name of the program, of its image and usually of its container. */
  static final String NAME = "kube-router";

  /**
   * The annotation that holds the update strategy from before our rollout, as JSON. It is on the
   * DaemonSet itself, so it survives the loss of our database. It is not on the pod template, where
   * it would restart pods.
   */
  static final String FORMER_STRATEGY = "podspan.io/former-update-strategy";

  private static final String IMAGES = NAME + "(-(amd64|arm64|arm|ppc64le|s390x))?";
  private static final List<String> SHELLS = List.of("sh", "bash", "ash", "dash", "busybox");
  private static final List<String> OWN_FLAGS =
      List.of("--run-router", "--run-firewall", "--run-service-proxy");

  /** The DaemonSet by what its containers run; empty if none of them is kube-router. */
  static Optional<RouterDaemonSet> find(DaemonSet object) {
    List<Container> containers = object.getSpec().getTemplate().getSpec().getContainers();
    for (int i = 0; i < containers.size(); i++) {
      if (isKubeRouter(containers.get(i))) {
        return Optional.of(new RouterDaemonSet(object, i));
      }
    }
    return Optional.empty();
  }

  private static boolean isKubeRouter(Container container) {
    List<String> words = new ArrayList<>(words(container.getCommand()));
    words.addAll(words(container.getArgs()));
    return DaemonSets.program(container.getImage()).matches(IMAGES)
        || container.getName().equals(NAME)
        || (!words.isEmpty() && program(words.getFirst()).equals(NAME))
        || words.stream().anyMatch(w -> OWN_FLAGS.stream().anyMatch(w::startsWith));
  }

  private static List<String> words(@Nullable List<String> words) {
    return words == null ? List.of() : words;
  }

  private static String program(String word) {
    return word.substring(word.lastIndexOf('/') + 1);
  }

  /**
   * Out of the DaemonSet.
   *
   * @throws ClusterFaultException if none of its containers is kube-router
   */
  static RouterDaemonSet of(DaemonSet object) {
    return find(object)
        .orElseThrow(
            () ->
                new ClusterFaultException(
                    new ClusterFault.Rejected(
                        "No container of the DaemonSet "
                            + DaemonSets.shown(object)
                            + " runs kube-router any more.")));
  }

  String name() {
    return object.getMetadata().getName();
  }

  String namespace() {
    return object.getMetadata().getNamespace();
  }

  /** For people. */
  String shown() {
    return DaemonSets.shown(object);
  }

  Container container() {
    return object.getSpec().getTemplate().getSpec().getContainers().get(index);
  }

  /** Where flags are added: in the args, or in the command if there are no args. */
  String field() {
    return args().isEmpty() && command().stream().anyMatch(c -> c.startsWith("--"))
        ? "command"
        : "args";
  }

  /** All words of the list that flags are added to. */
  List<String> flags() {
    return field().equals("command") ? command() : args();
  }

  /** The words of the command before the args, which kube-router reads too. */
  List<String> before() {
    return field().equals("command") ? List.of() : command();
  }

  /** The flags that count, of command and args together. */
  RouterFlags effective() {
    List<String> words = new ArrayList<>(before());
    words.addAll(flags());
    return new RouterFlags(words, Variables.of(container()));
  }

  /** Why the flags cannot be read or changed; empty if they can. */
  Optional<String> unreadable() {
    List<String> words = new ArrayList<>(command());
    words.addAll(args());
    if (!words.isEmpty() && SHELLS.contains(program(words.getFirst()))) {
      return Optional.of(
          "its container "
              + container().getName()
              + " starts kube-router with a shell script, and only a shell knows its flags");
    }
    return words.stream()
        .filter(word -> word.startsWith("--") && word.matches("(?s).*\\s--[a-z].*"))
        .findFirst()
        .map(
            _ ->
                "one string of its container "
                    + container().getName()
                    + " holds several flags, which kube-router takes as one");
  }

  private List<String> args() {
    return words(container().getArgs());
  }

  private List<String> command() {
    return words(container().getCommand());
  }

  /** The flags that one of its pods runs with. */
  List<String> flagsOf(Pod pod) {
    return pod.getSpec().getContainers().stream()
        .filter(c -> c.getName().equals(container().getName()))
        .findFirst()
        .map(c -> field().equals("command") ? c.getCommand() : c.getArgs())
        .filter(Objects::nonNull)
        .orElse(List.of());
  }

  Map<String, String> selector() {
    return Objects.requireNonNullElse(
        object.getSpec().getSelector().getMatchLabels(), Map.<String, String>of());
  }

  /** The labels that its pods have. */
  Map<String, String> podLabels() {
    var metadata = object.getSpec().getTemplate().getMetadata();
    return metadata == null || metadata.getLabels() == null ? selector() : metadata.getLabels();
  }

  boolean onDelete() {
    return object.getSpec().getUpdateStrategy() != null
        && "OnDelete".equals(object.getSpec().getUpdateStrategy().getType());
  }

  /** The update strategy as JSON; if a rollout of ours has not ended, the one from before it. */
  String strategy() {
    String remembered = annotations().get(FORMER_STRATEGY);
    if (remembered != null) {
      return remembered;
    }
    return object.getSpec().getUpdateStrategy() == null
        ? "{\"type\":\"RollingUpdate\"}"
        : Serialization.asJson(object.getSpec().getUpdateStrategy());
  }

  boolean hasPeersInFlags() {
    return !effective().of("--peer-router-ips").isEmpty();
  }

  /** The interconnects that asked for ClusterIPs, as {@link ServiceFlag} keeps them. */
  String askedBy() {
    return annotations().getOrDefault(ServiceFlag.ASKED_BY, "");
  }

  /** Which of its peers have a password of ours, as {@link PeerPasswords} keeps it. */
  String keyFiles() {
    return annotations().getOrDefault(PeerPasswords.ANNOTATION, "");
  }

  /** The Secret of its owner that its pods may mount for passwords; empty for none. */
  String lentSecret() {
    return annotations().getOrDefault(PeerPasswords.LENT, "");
  }

  /** The Secret with passwords of ours that its pods mount; empty if they mount none. */
  String mountedSecret() {
    return volumes().stream()
        .filter(volume -> PeerPasswords.VOLUME.equals(volume.getName()))
        .map(Volume::getSecret)
        .filter(Objects::nonNull)
        .map(SecretVolumeSource::getSecretName)
        .filter(Objects::nonNull)
        .findFirst()
        .orElse("");
  }

  List<Volume> volumes() {
    return Objects.requireNonNullElse(
        object.getSpec().getTemplate().getSpec().getVolumes(), List.<Volume>of());
  }

  List<VolumeMount> mounts() {
    return Objects.requireNonNullElse(container().getVolumeMounts(), List.<VolumeMount>of());
  }

  Map<String, String> annotations() {
    return Objects.requireNonNullElse(
        object.getMetadata().getAnnotations(), Map.<String, String>of());
  }

  /** Whether the controller has seen the newest template. */
  boolean observed() {
    Long generation = object.getMetadata().getGeneration();
    Long seen = object.getStatus() == null ? null : object.getStatus().getObservedGeneration();
    return generation == null || seen == null || seen >= generation;
  }
}
