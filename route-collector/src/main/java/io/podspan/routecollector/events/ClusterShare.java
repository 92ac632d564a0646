package io.podspan.routecollector.events;

import io.podspan.routecollector.route.Charge;
import io.podspan.servicekit.follow.IntentFollower;
import io.podspan.servicekit.ready.Part;
import io.podspan.servicekit.ready.Waiting;
import io.podspan.servicekit.share.Share;
import io.podspan.servicekit.share.Tenure;
import io.podspan.servicekit.supervise.Supervision;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The clusters that this instance reads, of all that the intent names. Any thread may ask. */
@ApplicationScoped
public class ClusterShare implements Part {
  private final Share share;
  private volatile Consumer<Set<String>> onChange = _ -> {};

  @Inject
  public ClusterShare(
      IntentFollower intent,
      Supervision supervision,
      DataSource dataSource,
      @ConfigProperty(name = "podspan.outbox.schema") String schema) {
    this.share =
        new Share(
            supervision,
            dataSource,
            schema,
            () -> work(intent),
            clusters -> onChange.accept(clusters));
  }

  /** Who has not read the intent yet would give up what it does not know. */
  private static Optional<Share.AllWork> work(IntentFollower intent) {
    if (intent.waiting().isPresent()) {
      return Optional.empty();
    }
    IntentFollower.Known known = intent.known();
    return Optional.of(new Share.AllWork(known.world().clusters().keySet(), known.generation()));
  }

  /**
   * Whether what this intent does not name may be forgotten. It may not where an instance has known
   * a newer one.
   */
  boolean isNewest(IntentFollower.Known intent) {
    return share.isNewest(intent.generation());
  }

  /**
   * @param changed is told the clusters that became ours, ceased to be, or were given up for a dead
   *     one
   */
  void start(Consumer<Set<String>> changed) {
    onChange = changed;
    share.start();
  }

  /** The intent names other clusters. */
  void wake() {
    share.wake();
  }

  /** Empty while another instance reads this cluster, or nobody does. */
  Optional<Charge> of(String cluster) {
    return share.tenure(cluster).map(ClusterShare::charge);
  }

  private static Charge charge(Tenure tenure) {
    return new Charge(tenure.work(), tenure.term());
  }

  @Override
  public String name() {
    return share.name();
  }

  @Override
  public Optional<Waiting> waiting() {
    return share.waiting();
  }

  /** The other instances go on at once. */
  void close() {
    share.close();
  }
}
