package io.podspan.console.events;

import io.podspan.console.journal.Attendance;
import io.podspan.servicekit.follow.Presence;
import io.podspan.servicekit.follow.WorkShare;
import io.podspan.servicekit.kafka.KafkaClients;
import io.podspan.servicekit.supervise.SupervisedThread;
import io.podspan.servicekit.supervise.Supervision;
import io.podspan.servicekit.supervise.Task;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.clients.admin.ListGroupsOptions;
import org.apache.kafka.common.GroupState;

/**
 * Asks Kafka every two seconds which of its consumer groups have members: each service is one, and
 * Kafka itself notices who has ended or stands still.
 */
@ApplicationScoped
public class PresenceWatch implements Task {
  private static final Duration PAUSE = Duration.ofSeconds(2);
  private static final Duration ANSWER = Duration.ofSeconds(2);
  private static final Set<String> SHARED = Set.of("probe-service");

  /** Groups by which the version before this one is there. */
  private static final Map<String, String> FORMERLY =
      Map.of(WorkShare.group("route-collector"), "route-collector");

  private static final Set<GroupState> EMPTY = Set.of(GroupState.EMPTY, GroupState.DEAD);

  private final Broker broker;
  private final Attendance attendance = new Attendance();
  private final SupervisedThread thread;

  @Inject
  public PresenceWatch(KafkaClients kafka, Supervision supervision) {
    this.broker = new Broker(kafka);
    this.thread = supervision.thread("presence-watch", this);
  }

  @Produces
  @Singleton
  Attendance attendance() {
    return attendance;
  }

  void start(@Observes StartupEvent event) {
    thread.start();
  }

  void stop(@Observes ShutdownEvent event) {
    thread.close();
  }

  @Override
  public Duration turn() throws InterruptedException, ExecutionException, TimeoutException {
    Collection<GroupListing> groups =
        broker
            .admin()
            .listGroups(ListGroupsOptions.forConsumerGroups())
            .all()
            .get(ANSWER.toMillis(), TimeUnit.MILLISECONDS);
    attendance.report(present(groups), ended(groups), Clock.systemUTC().instant());
    return PAUSE;
  }

  /** Those whose group has a member. */
  static Set<String> present(Collection<GroupListing> groups) {
    Set<String> present = in(groups, state -> !EMPTY.contains(state));
    for (GroupListing group : groups) {
      if (group.groupState().filter(state -> !EMPTY.contains(state)).isPresent()
          && FORMERLY.containsKey(group.groupId())) {
        present.add(FORMERLY.get(group.groupId()));
      }
    }
    return present;
  }

  /** Those whose group is known, and has none. A former version's says nothing: it is replaced. */
  static Set<String> ended(Collection<GroupListing> groups) {
    return in(groups, EMPTY::contains);
  }

  private static Set<String> in(Collection<GroupListing> groups, Predicate<GroupState> state) {
    Set<String> names = new HashSet<>();
    for (GroupListing group : groups) {
      if (group.groupState().filter(state).isPresent()) {
        who(group.groupId()).ifPresent(names::add);
      }
    }
    return names;
  }

  private static Optional<String> who(String group) {
    String reflectors = Presence.reflector("");
    String suffix = Presence.group("");
    if (group.endsWith(suffix)) {
      String who = group.substring(0, group.length() - suffix.length());
      return Optional.of(
          who.startsWith(reflectors)
              ? Attendance.reflector(who.substring(reflectors.length()))
              : who);
    }
    return SHARED.stream().filter(service -> group.equals(WorkShare.group(service))).findFirst();
  }

  @Override
  public void failed(Throwable failure) {
    broker.close();
  }

  @Override
  public void ended() {
    broker.close();
  }
}
