package io.podspan.peeringservice.routers.kuberouter;

import io.podspan.peeringservice.kubernetes.Documents;
import io.podspan.peeringservice.peering.router.RouterChange;
import io.podspan.peeringservice.routers.kuberouter.AnnotationChange.Order;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A change of a container's flags. It is the document in a {@link RouterChange} of this driver, so
 * its components are a stored format: add to them, do not rename them.
 *
 * @param field {@code args} or {@code command}
 * @param former all flags before
 * @param wanted all flags after
 * @param strategy the update strategy to restore afterwards, as JSON
 * @param annotations what changes in annotations of nodes; null, also in documents of former
 *     versions, if nothing does
 * @param askedBefore who asked for ClusterIPs before ({@link ServiceFlag}); null in documents of
 *     former versions
 * @param askedAfter who asks for them after
 * @param passwordsBefore of its peers; null in documents of former versions: they stay as they are
 * @param passwordsAfter the same, after the change
 * @param writesAgain whether the Secret with them is written although it stays the same, because it
 *     was not there any more; null, also in documents of former versions, if not
 */
record FlagChange(
    String namespace,
    String daemonSet,
    String container,
    String field,
    List<String> former,
    List<String> wanted,
    String strategy,
    @Nullable AnnotationChange annotations,
    @Nullable String askedBefore,
    @Nullable String askedAfter,
    @Nullable PeerPasswords passwordsBefore,
    @Nullable PeerPasswords passwordsAfter,
    @Nullable Boolean writesAgain) {
  static final String DRIVER = "kube-router-flags";

  FlagChange {
    former = List.copyOf(former);
    wanted = List.copyOf(wanted);
  }

  static FlagChange of(RouterChange change) {
    return Documents.read(change.document(), FlagChange.class);
  }

  /** As it is to be made now: reversed on the way back. */
  static FlagChange directed(RouterChange change) {
    FlagChange forward = of(change);
    return change.back() ? forward.reversed() : forward;
  }

  /** The same without a change of annotations. */
  FlagChange(
      String namespace,
      String daemonSet,
      String container,
      String field,
      List<String> former,
      List<String> wanted,
      String strategy) {
    this(
        namespace, daemonSet, container, field, former, wanted, strategy, null, null, null, null,
        null);
  }

  /** The same, where no Secret has to be written again. */
  FlagChange(
      String namespace,
      String daemonSet,
      String container,
      String field,
      List<String> former,
      List<String> wanted,
      String strategy,
      @Nullable AnnotationChange annotations,
      @Nullable String askedBefore,
      @Nullable String askedAfter,
      @Nullable PeerPasswords passwordsBefore,
      @Nullable PeerPasswords passwordsAfter) {
    this(
        namespace,
        daemonSet,
        container,
        field,
        former,
        wanted,
        strategy,
        annotations,
        askedBefore,
        askedAfter,
        passwordsBefore,
        passwordsAfter,
        null);
  }

  /** The same, and the Secret of its peers' passwords is written if it stays the same, too. */
  FlagChange writingAgain() {
    return new FlagChange(
        namespace,
        daemonSet,
        container,
        field,
        former,
        wanted,
        strategy,
        annotations,
        askedBefore,
        askedAfter,
        passwordsBefore,
        passwordsAfter,
        true);
  }

  boolean isToWriteAgain() {
    return Boolean.TRUE.equals(writesAgain);
  }

  /** Who asks for ClusterIPs after the change; as it is there, if the change does not say. */
  String asked(String present) {
    return askedAfter == null ? present : askedAfter;
  }

  /** The Secret with passwords after the change; empty for none, as it is there if it stays. */
  String secret(String present) {
    return passwordsAfter == null ? present : passwordsAfter.secret();
  }

  /** Which key files the peers have after the change, for {@link PeerPasswords#ANNOTATION}. */
  String keyFiles(String present) {
    return passwordsAfter == null ? present : passwordsAfter.annotation();
  }

  /** The passwords of ours that the change brings; empty if those that are there stay. */
  Optional<PeerPasswords> newPasswords() {
    return Optional.ofNullable(passwordsAfter)
        .filter(PeerPasswords::ours)
        .filter(
            after ->
                isToWriteAgain()
                    || passwordsBefore == null
                    || !after.secret().equals(passwordsBefore.secret()));
  }

  /** The Secret that nobody needs any more when all is done; empty if there is none. */
  Optional<String> uselessSecret() {
    return Optional.ofNullable(passwordsBefore)
        .filter(PeerPasswords::ours)
        .map(PeerPasswords::secret)
        .filter(before -> !before.equals(secret(before)));
  }

  /** Whether annotations are written now, in this order of things. */
  boolean writes(Order order) {
    return annotations != null && annotations.order() == order;
  }

  RouterChange toChange() {
    return new RouterChange(DRIVER, Documents.write(this), diff());
  }

  FlagChange reversed() {
    return new FlagChange(
        namespace,
        daemonSet,
        container,
        field,
        wanted,
        former,
        strategy,
        annotations == null ? null : annotations.reversed(),
        askedAfter,
        askedBefore,
        passwordsAfter,
        passwordsBefore,
        writesAgain);
  }

  private List<String> diff() {
    List<String> removed = new ArrayList<>(ShownFlags.of(former));
    List<String> added = new ArrayList<>(ShownFlags.of(wanted));
    ShownFlags.of(wanted).forEach(removed::remove);
    ShownFlags.of(former).forEach(added::remove);
    List<String> diff = new ArrayList<>();
    removed.forEach(flag -> diff.add("- " + flag));
    added.forEach(flag -> diff.add("+ " + flag));
    if (!Objects.equals(askedBefore, askedAfter)) {
      asked("- ", askedBefore).ifPresent(diff::add);
      asked("+ ", askedAfter).ifPresent(diff::add);
    }
    if (!Objects.equals(passwordsBefore, passwordsAfter)) {
      passwords("- ", passwordsBefore).forEach(diff::add);
      passwords("+ ", passwordsAfter).forEach(diff::add);
    }
    if (isToWriteAgain() && Objects.equals(passwordsBefore, passwordsAfter)) {
      passwords("+ ", passwordsAfter).stream().limit(1).forEach(diff::add);
    }
    if (annotations != null) {
      diff.addAll(annotations.diff());
    }
    return List.copyOf(diff);
  }

  /** That there is a Secret, and of which files; what is in it is never shown. */
  private List<String> passwords(String sign, @Nullable PeerPasswords passwords) {
    return passwords == null || passwords.isNone()
        ? List.of()
        : List.of(
            sign
                + "Secret "
                + namespace
                + "/"
                + passwords.secret()
                + ", mounted at "
                + PeerPasswords.MOUNT_PATH,
            sign + "annotation " + PeerPasswords.ANNOTATION + "=" + passwords.annotation());
  }

  private static Optional<String> asked(String sign, @Nullable String names) {
    return names == null || names.isEmpty()
        ? Optional.empty()
        : Optional.of(sign + "annotation " + ServiceFlag.ASKED_BY + "=" + names);
  }
}
