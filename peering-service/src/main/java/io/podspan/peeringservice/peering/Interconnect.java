package io.podspan.peeringservice.peering;

import io.podspan.peeringservice.peering.strategy.Strategy;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * The intent that these clusters reach each other's pods.
 *
 * @param revision grows with each change; reflectors name the one that they took over
 * @param withdrawing whether it is being removed
 * @param preserveSource whether nodes are kept from masquerading what goes to pods of the other
 *     clusters
 * @param rollout in which order and when its nodes are changed
 * @param leaving what it named before, and what is not rolled back yet
 * @param onDrift what is done when somebody else changes what was rolled out
 * @param routers how its routers are to be configured
 */
public record Interconnect(
    String name,
    long revision,
    List<String> clusters,
    List<Reflector> reflectors,
    boolean withdrawing,
    Instant declaredAt,
    boolean preserveSource,
    Strategy rollout,
    Leaving leaving,
    OnDrift onDrift,
    RouterWishes routers) {
  /** Documents of former versions have no strategy and no wishes; nothing leaves or drifts. */
  public Interconnect {
    clusters = List.copyOf(clusters);
    reflectors = List.copyOf(reflectors);
    rollout = rollout == null ? Strategy.DEFAULT : rollout;
    leaving = leaving == null ? Leaving.NONE : leaving;
    onDrift = onDrift == null ? OnDrift.TELL : onDrift;
    routers = routers == null ? RouterWishes.DEFAULT : routers;
  }

  /** One that nothing leaves. */
  public Interconnect(
      String name,
      long revision,
      List<String> clusters,
      List<Reflector> reflectors,
      boolean withdrawing,
      Instant declaredAt,
      boolean preserveSource,
      Strategy rollout) {
    this(
        name,
        revision,
        clusters,
        reflectors,
        withdrawing,
        declaredAt,
        preserveSource,
        rollout,
        Leaving.NONE,
        OnDrift.TELL,
        RouterWishes.DEFAULT);
  }

  /** By the usual strategy. */
  public Interconnect(
      String name,
      long revision,
      List<String> clusters,
      List<Reflector> reflectors,
      boolean withdrawing,
      Instant declaredAt,
      boolean preserveSource) {
    this(
        name,
        revision,
        clusters,
        reflectors,
        withdrawing,
        declaredAt,
        preserveSource,
        Strategy.DEFAULT);
  }

  /** Without a wish for the source address. */
  public Interconnect(
      String name,
      long revision,
      List<String> clusters,
      List<Reflector> reflectors,
      boolean withdrawing,
      Instant declaredAt) {
    this(name, revision, clusters, reflectors, withdrawing, declaredAt, false);
  }

  public Interconnect beingWithdrawn() {
    return with(copy -> copy.withdrawing = true);
  }

  public Interconnect preservingSource(boolean wanted) {
    return with(copy -> copy.preserveSource = wanted);
  }

  /** The same with these members. What it named before and names no more may be leaving. */
  public Interconnect naming(List<String> wantedClusters, List<Reflector> wantedReflectors) {
    Leaving former =
        new Leaving(
            members().stream().filter(c -> !wantedClusters.contains(c)).toList(),
            peers().stream().filter(r -> !wantedReflectors.contains(r)).toList());
    return with(
        copy -> {
          copy.clusters = wantedClusters;
          copy.reflectors = wantedReflectors;
          copy.leaving = former;
        });
  }

  /** The next revision, from which only this still leaves. */
  public Interconnect next(Leaving still) {
    return with(
        copy -> {
          copy.revision = revision + 1;
          copy.leaving = still;
        });
  }

  public Interconnect rollingOutBy(Strategy wanted) {
    return with(copy -> copy.rollout = wanted);
  }

  public Interconnect reactingBy(OnDrift wanted) {
    return with(copy -> copy.onDrift = wanted);
  }

  public Interconnect wishing(RouterWishes wanted) {
    return with(copy -> copy.routers = wanted);
  }

  /** All clusters that may have sessions because of it. */
  public List<String> members() {
    return Stream.concat(clusters.stream(), leaving.clusters().stream()).distinct().toList();
  }

  /** All reflectors that may have sessions because of it. */
  public List<Reflector> peers() {
    return Stream.concat(reflectors.stream(), leaving.reflectors().stream()).distinct().toList();
  }

  private Interconnect with(Consumer<Copy> change) {
    Copy copy = new Copy(this);
    change.accept(copy);
    return new Interconnect(
        name,
        copy.revision,
        copy.clusters,
        copy.reflectors,
        copy.withdrawing,
        declaredAt,
        copy.preserveSource,
        copy.rollout,
        copy.leaving,
        copy.onDrift,
        copy.routers);
  }

  /** All that may differ between an interconnect and what becomes of it. */
  private static final class Copy {
    private long revision;
    private List<String> clusters;
    private List<Reflector> reflectors;
    private boolean withdrawing;
    private boolean preserveSource;
    private Strategy rollout;
    private Leaving leaving;
    private OnDrift onDrift;
    private RouterWishes routers;

    private Copy(Interconnect of) {
      revision = of.revision;
      clusters = of.clusters;
      reflectors = of.reflectors;
      withdrawing = of.withdrawing;
      preserveSource = of.preserveSource;
      rollout = of.rollout;
      leaving = of.leaving;
      onDrift = of.onDrift;
      routers = of.routers;
    }
  }
}
