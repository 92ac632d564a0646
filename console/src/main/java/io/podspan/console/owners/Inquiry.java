package io.podspan.console.owners;

import io.podspan.addresses.IpAddress;
import io.podspan.console.overview.NodeView;
import io.podspan.console.why.Answer;
import io.podspan.console.why.Checked;
import io.podspan.console.why.End;
import io.podspan.console.why.Focus;
import io.podspan.console.why.Known;
import io.podspan.console.why.Live;
import io.podspan.console.why.Measured;
import io.podspan.console.why.Measurement;
import io.podspan.console.why.Owners;
import io.podspan.console.why.Place;
import io.podspan.console.why.Reflected;
import io.podspan.console.why.Resolved;
import io.podspan.console.why.RouteInDoubt;
import io.podspan.console.why.SilentSession;
import io.podspan.console.why.UnknownEndException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Asks the owners about one way: first where the ends are, then all the rest at once. */
final class Inquiry {
  private static final List<String> PING = List.of("icmp");
  private static final List<String> SIZE = List.of("mtu", "source");

  private final Owners owners;
  private final long deadline;
  private final long unansweredDeadline;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  /**
   * @param whole for all questions together
   * @param unanswered where pings could not be sent
   */
  Inquiry(Owners owners, Duration whole, Duration unanswered) {
    long now = System.nanoTime();
    this.owners = owners;
    this.deadline = now + whole.toNanos();
    this.unansweredDeadline = now + unanswered.toNanos();
  }

  /**
   * An end as it was found.
   *
   * @param node where it is, null when that is not known
   * @param any a node of its cluster, null when none is known
   */
  private record Found(
      End end,
      String cluster,
      @Nullable String node,
      @Nullable String any,
      Optional<IpAddress> address) {

    static Found of(End end, Place place, Answer<Resolved> answer) {
      String any = place.nodes().stream().map(NodeView::name).findFirst().orElse(null);
      String only = place.nodes().size() == 1 ? any : null;
      return answer instanceof Answer.Said<Resolved>(Resolved said, var _)
          ? new Found(
              end,
              said.cluster() == null ? place.cluster().name() : said.cluster(),
              Focus.node(said).orElse(only),
              any,
              Focus.address(said))
          : new Found(
              end,
              place.cluster().name(),
              end instanceof End.Node(var _, String name) ? name : only,
              any,
              Optional.ofNullable(place.address()));
    }

    /** A node stands for its pods. Which of them was measured to is their address. */
    Found at(Answer<Measurement> measured) {
      return address.isEmpty() && measured instanceof Answer.Said<Measurement>(var said, var _)
          ? new Found(end, cluster, node, any, said.target())
          : this;
    }
  }

  /**
   * Asks once. What is not waited for any more is given up.
   *
   * @throws UnknownEndException when an owner says that there is no such end
   */
  Known ask(Known known) {
    try {
      return answered(known);
    } finally {
      threads.shutdownNow();
    }
  }

  private Known answered(Known known) {
    Focus focus = Focus.of(known);
    var asked = async(() -> resolve(focus.from()));
    Answer<Resolved> to = resolve(focus.to());
    Answer<Resolved> from = join(asked);
    refuse(known.from(), from);
    refuse(known.to(), to);
    Found source = Found.of(focus.from(), known.from(), from);
    Found target = Found.of(focus.to(), known.to(), to);
    Ways ways = new Ways(source, target);
    List<Towards> towards = towards(known.silentSessions());
    List<Told> told = told(known.at(from, to).routesInDoubt());
    return known.with(new Live(from, to, ways.forth(), ways.back(), join(towards), joinTold(told)));
  }

  /** A reflector that has been asked. */
  private record Told(RouteInDoubt route, CompletableFuture<Answer<Reflected>> asked) {}

  private List<Told> told(List<RouteInDoubt> routes) {
    return routes.stream()
        .map(route -> new Told(route, async(() -> owners.reflected(route))))
        .toList();
  }

  private List<Live.Told> joinTold(List<Told> told) {
    return told.stream().map(one -> new Live.Told(one.route(), join(one.asked()))).toList();
  }

  /** A look at a node that has been asked for. */
  private record Towards(SilentSession session, CompletableFuture<Answer<Checked>> asked) {}

  private List<Towards> towards(List<SilentSession> sessions) {
    return sessions.stream()
        .map(
            session ->
                new Towards(
                    session,
                    async(
                        () ->
                            owners.check(
                                session.cluster(), session.node(), session.address(), null, null))))
        .toList();
  }

  private List<Live.Towards> join(List<Towards> towards) {
    return towards.stream().map(one -> new Live.Towards(one.session(), join(one.asked()))).toList();
  }

  /** A node has an address of its own, and its pods have others: the intent knows it. */
  private Answer<Resolved> resolve(End end) {
    return end instanceof End.Node ? Answer.unasked("the intent knows it") : owners.resolve(end);
  }

  /** A pod that is not there is a wrong name, and no break on the way. */
  private static void refuse(Place place, Answer<Resolved> answer) {
    if (place.isOne() && answer instanceof Answer.None<Resolved>(String what, String toDo)) {
      throw new UnknownEndException(what, toDo);
    }
  }

  /** Everything of both directions, asked at the same time. */
  private final class Ways {
    private final Found source;
    private final Found target;
    private final CompletableFuture<Answer<Measurement>> pingForth;
    private final CompletableFuture<Answer<Measurement>> pingBack;
    private final CompletableFuture<Answer<Measurement>> sizeForth;
    private final CompletableFuture<Answer<Measurement>> sizeBack;
    private final CompletableFuture<Answer<Checked>> leavingForth;
    private final CompletableFuture<Answer<Checked>> arrivingForth;
    private final CompletableFuture<Answer<Checked>> leavingBack;
    private final CompletableFuture<Answer<Checked>> arrivingBack;

    Ways(Found source, Found target) {
      this.source = source;
      this.target = target;
      this.pingForth = async(() -> owners.measure(source.end(), target.end(), PING));
      this.pingBack = async(() -> owners.measure(target.end(), source.end(), PING));
      this.sizeForth = async(() -> owners.measure(source.end(), target.end(), SIZE));
      this.sizeBack = async(() -> owners.measure(target.end(), source.end(), SIZE));
      this.leavingForth = async(() -> check(source(), source(), target()));
      this.arrivingForth = async(() -> check(target(), source(), target()));
      this.leavingBack = async(() -> check(target(), target(), source()));
      this.arrivingBack = async(() -> check(source(), target(), source()));
    }

    /** Only where it has no address yet it waits for the pings. */
    private Found source() {
      return source.address().isPresent() ? source : source.at(join(pingBack));
    }

    private Found target() {
      return target.address().isPresent() ? target : target.at(join(pingForth));
    }

    Live.Way forth() {
      return way(source, target, pingForth, sizeForth, leavingForth, arrivingForth);
    }

    Live.Way back() {
      return way(target, source, pingBack, sizeBack, leavingBack, arrivingBack);
    }

    private Live.Way way(
        Found from,
        Found to,
        CompletableFuture<Answer<Measurement>> ping,
        CompletableFuture<Answer<Measurement>> size,
        CompletableFuture<Answer<Checked>> leaving,
        CompletableFuture<Answer<Checked>> arriving) {
      Answer<Measurement> pinged = join(ping);
      return new Live.Way(
          from.end().text() + " to " + to.end().text(),
          pinged,
          join(size, sizeUntil(pinged)),
          join(leaving),
          join(arriving));
    }
  }

  /** Which packets pass is worth waiting for where some do, and of no use where none does. */
  private long sizeUntil(Answer<Measurement> pinged) {
    if (isAny(pinged, Measured::isReached)) {
      return deadline;
    }
    return isAny(pinged, Measured::isUnreached) ? System.nanoTime() : unansweredDeadline;
  }

  private static boolean isAny(Answer<Measurement> measured, Predicate<Measured> sort) {
    return measured instanceof Answer.Said<Measurement>(var said, var _)
        && said.results().stream().anyMatch(sort);
  }

  /** Has the node of one end looked at for packets from one end to the other. */
  private Answer<Checked> check(Found at, Found from, Found to) {
    String node = at.node();
    if (node == null) {
      return ofItsCluster(at, to)
          .orElseGet(() -> Answer.unasked("the node of " + at.end().text() + " is not known"));
    }
    return to.address().isEmpty()
        ? Answer.unasked("the address of " + to.end().text() + " is not known")
        : owners.check(
            at.cluster(),
            node,
            to.address().get(),
            from.address().orElse(null),
            at.address().orElse(null));
  }

  /** Where nobody says which node it is on, each node tells why not: it may be its API server. */
  private Optional<Answer<Checked>> ofItsCluster(Found at, Found to) {
    String any = at.any();
    return any != null
            && to.address().isPresent()
            && owners.check(at.cluster(), any, to.address().get(), null, null)
                instanceof Answer.Said<Checked>(Checked said, Instant when)
        ? said.ofItsCluster().map(common -> new Answer.Said<>(common, when))
        : Optional.empty();
  }

  private <T> CompletableFuture<T> async(Supplier<T> question) {
    return CompletableFuture.supplyAsync(question, threads);
  }

  private <T> Answer<T> join(CompletableFuture<Answer<T>> asked) {
    return join(asked, deadline);
  }

  /** What comes after the deadline is not waited for. */
  private static <T> Answer<T> join(CompletableFuture<Answer<T>> asked, long until) {
    try {
      return asked.get(Math.max(0, until - System.nanoTime()), TimeUnit.NANOSECONDS);
    } catch (TimeoutException _) {
      return Answer.unasked("the time for this question was over");
    } catch (ExecutionException failed) {
      Throwable cause = failed.getCause() == null ? failed : failed.getCause();
      return Answer.unasked("it failed (" + cause.getClass().getSimpleName() + ")");
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return Answer.unasked("it was not waited for");
    }
  }
}
