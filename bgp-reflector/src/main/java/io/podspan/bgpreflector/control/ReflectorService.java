package io.podspan.bgpreflector.control;

import io.podspan.bgpreflector.assembly.RunningReflector;
import io.podspan.bgpreflector.control.IntentKeys.Answer;
import io.podspan.bgpreflector.control.IntentKeys.Former;
import io.podspan.bgpreflector.control.bmp.BmpSender;
import io.podspan.bgpreflector.control.bmp.LocRib;
import io.podspan.bgpreflector.control.bmp.Myself;
import io.podspan.bgpreflector.control.bmp.Stations;
import io.podspan.bgpreflector.settings.Key;
import io.podspan.bgpreflector.settings.SessionSettings;
import io.podspan.bgpreflector.settings.Settings;
import io.podspan.bgpreflector.speaker.Speaker;
import io.podspan.events.ReflectorSpec;
import io.podspan.events.SessionEvent.ReflectorConfigured;
import io.podspan.events.world.World;
import io.podspan.servicekit.consume.Consumers;
import io.podspan.servicekit.follow.IntentFollower;
import io.podspan.servicekit.follow.Kept;
import io.podspan.servicekit.follow.KeptIntent;
import io.podspan.servicekit.follow.Presence;
import io.podspan.servicekit.kafka.KafkaClients;
import io.podspan.servicekit.kafka.TopicProvisioner;
import io.podspan.servicekit.ready.Awaited;
import io.podspan.servicekit.ready.Part;
import io.podspan.servicekit.ready.ServiceReadiness;
import io.podspan.servicekit.ready.Waiting;
import io.podspan.servicekit.supervise.SupervisedThread;
import io.podspan.servicekit.supervise.Supervision;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Puts the service together: the engine, what configures it (the disk first, then the intent), and
 * what tells of it. {@link #apply} runs at the start, then on the follower's thread, and on the one
 * that looks for a key that was missing; one at a time.
 */
@ApplicationScoped
public class ReflectorService implements Part {
  private static final Logger LOG = Logger.getLogger(ReflectorService.class);
  private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(5);
  private static final String LISTENERS = "its BGP listeners";

  private final ReflectorConfig config;
  private final IntentFollower intent;
  private final KeptIntent kept;
  private final EventQueue queue;
  private final SupervisedThread sender;
  private final SupervisedThread reporter;
  private final SupervisedThread sentReporter;
  private final Presence presence;
  private final List<BmpSender> bmpSenders;
  private final List<SupervisedThread> bmpThreads;
  private final ServiceReadiness readiness;
  private final Awaited reflector = new Awaited("reflector", LISTENERS);
  private final ReflectorEvents events;
  private final ServiceSettings settings;
  private final IntentKeys keys;
  private final SupervisedThread keyWatch;
  private final LackingKeys lacking = new LackingKeys();
  private volatile @Nullable RunningReflector running;
  private volatile @Nullable Configuration configuration;

  /** What the intent declares of it; null while it declares nothing. Guarded by this. */
  private @Nullable ReflectorSpec declaredAs;

  @Inject
  public ReflectorService(
      ReflectorConfig config,
      @ConfigProperty(name = "podspan.state-dir") Optional<Path> stateDir,
      IntentFollower intent,
      KafkaClients kafka,
      TopicProvisioner topics,
      Consumers consumers,
      Supervision supervision,
      ServiceReadiness readiness) {
    this.config = config;
    this.settings = ServiceSettings.of(config, stateDir);
    this.keys = new IntentKeys(config.keysDir());
    this.intent = intent;
    this.kept =
        stateDir
            .<KeptIntent>map(folder -> new ConfigurationFile(folder, config.name()))
            .orElse(KeptIntent.NOWHERE);
    this.queue = new EventQueue(config.eventQueue());
    RouteDeltas deltas = new RouteDeltas(config.name());
    RefusedEvents refused = new RefusedEvents(supervision.metrics(), InstantSource.system());
    readiness.shows(refused);
    EventSender task = new EventSender(queue, deltas, kafka, topics, refused);
    this.sender = supervision.thread("event-sender", task);
    this.presence = new Presence(consumers, Presence.reflector(config.name()));
    this.readiness = readiness;
    List<InetSocketAddress> stations =
        config.bmpStations().orElse(List.of()).stream().map(Stations::address).toList();
    LocRib locRib = stations.isEmpty() ? null : new LocRib();
    this.events = new ReflectorEvents(config.name(), queue, deltas, locRib);
    this.bmpSenders =
        locRib == null ? List.of() : stations.stream().map(at -> bmpSender(at, locRib)).toList();
    this.bmpThreads =
        bmpSenders.stream().map(one -> supervision.thread("bmp-sender", one)).toList();
    this.keyWatch = supervision.thread("key-watch", this::lookForKey);
    this.reporter =
        supervision.thread(
            "routes-reporter",
            new PeerRoutesReporter(
                this::startedSpeaker,
                events::identity,
                events::onRoutesChanged,
                InstantSource.system()));
    this.sentReporter =
        supervision.thread(
            "sent-reporter",
            new SentReporter(
                this::startedSpeaker,
                events::identity,
                events::onRoutesSent,
                InstantSource.system()));
  }

  private BmpSender bmpSender(InetSocketAddress station, LocRib locRib) {
    int routerId = settings.reflector().fixed().routerId().bits();
    return new BmpSender(
        station, new Myself(config.name(), config.asn(), routerId), locRib, InstantSource.system());
  }

  void start(@Observes StartupEvent event) throws IOException {
    readiness.needs(this);
    Optional<World> last = fromDisk();
    // The peers are known before the first of them connects: after a restart they all come at once.
    Settings first =
        last.map(world -> configuration(world, answer(world)))
            .map(known -> settings.reflector().with(known.peers()))
            .orElse(settings.reflector());
    running = RunningReflector.start(first, events);
    readiness.shows(new Probing(speaker().isProbing(), Instant.now()));
    LOG.infof("listening on %s port %d, AS %d", config.listen(), speaker().port(), config.asn());
    sender.start();
    last.ifPresent(this::apply);
    reporter.start();
    sentReporter.start();
    presence.start();
    bmpThreads.forEach(SupervisedThread::start);
    keyWatch.start();
    intent.onChange(this::onIntent);
    intent.start(kept);
  }

  private Optional<World> fromDisk() {
    try {
      Optional<World> last = kept.load().map(Kept::world);
      last.ifPresent(_ -> LOG.info("starting with the configuration from disk"));
      return last;
    } catch (IOException | SQLException e) {
      // The intent brings it again. Until then no peer is accepted.
      LOG.errorf("the configuration on disk cannot be used: %s", e.getMessage());
      return Optional.empty();
    }
  }

  private void onIntent(World world) {
    apply(Configuration.relevant(world, config.name()));
  }

  /** A key that was missing may be put there later. */
  private synchronized Duration lookForKey() {
    lacking.found(this::answer).ifPresent(this::apply);
    return BETWEEN_LOOKS;
  }

  private Answer answer(World world) {
    return keys.of(said(world));
  }

  private @Nullable ReflectorSpec said(World world) {
    return world.reflectors().get(config.name());
  }

  private Configuration configuration(World world, Answer answer) {
    return switch (answer) {
      case Answer.AsSet _ -> configuration(world, settings.session());
      case Answer.Found(Key key, Former former) ->
          remarking(
              configuration(world, settings.session().with(key, former.asKey())), answer.lacks());
      case Answer.Missing(String why) -> Configuration.closed(why);
    };
  }

  private static Configuration remarking(Configuration made, Optional<String> lacks) {
    return lacks.map(made::remarking).orElse(made);
  }

  private Configuration configuration(World world, SessionSettings session) {
    Configuration before = configuration;
    return before == null
        ? Configuration.of(world, config, session)
        : before.next(world, config, session);
  }

  private synchronized void apply(World world) {
    Answer answer = answer(world);
    Configuration next = configuration(world, answer);
    lacking.configured(world, answer);
    @Nullable ReflectorSpec declared = said(world);
    if (!next.equals(configuration)) {
      next.remarks().forEach(LOG::warn);
      events.know(next.peers());
      running().change(settings.reflector().with(next.peers()));
      configuration = next;
      LOG.infof(
          "configured: interconnects %s, %d peers", next.interconnects(), next.peers().size());
    } else if (Objects.equals(declared, declaredAs)) {
      return;
    }
    declaredAs = declared;
    tell(next);
  }

  /** Also when only what is declared of it has changed: what it said before was forgotten then. */
  private void tell(Configuration next) {
    events.onConfigured(
        new ReflectorConfigured(
            config.name(),
            listenAddress(),
            speaker().port(),
            config.asn(),
            next.interconnects(),
            next.peers().size()));
  }

  /** Empty when it listens on all. */
  private String listenAddress() {
    return settings.reflector().fixed().listen().stream()
        .filter(endpoint -> !endpoint.isAnyAddress())
        .map(endpoint -> endpoint.address().toString())
        .collect(Collectors.joining(","));
  }

  void stop(@Observes ShutdownEvent event) {
    RunningReflector current = running;
    if (current != null) {
      current.close();
    }
    bmpThreads.forEach(SupervisedThread::close);
    keyWatch.close();
    presence.close();
    sentReporter.close();
    reporter.close();
    sender.close();
  }

  /**
   * @throws IllegalStateException before the start
   */
  Speaker speaker() {
    return running().speaker();
  }

  private @Nullable Speaker startedSpeaker() {
    RunningReflector current = running;
    return current == null ? null : current.speaker();
  }

  private RunningReflector running() {
    RunningReflector current = running;
    if (current == null) {
      throw new IllegalStateException("the reflector has not started");
    }
    return current;
  }

  /** Without peers. */
  Settings settings() {
    return settings.reflector();
  }

  ReflectorConfig config() {
    return config;
  }

  /** Null until the intent is known, from disk or from Kafka. */
  @Nullable Configuration configuration() {
    return configuration;
  }

  /** Whether the routing table cannot be trusted any more. */
  boolean isBroken() {
    RunningReflector current = running;
    return current != null && current.speaker().failure() != null;
  }

  /** BMP stations that are told the Loc-RIB now. */
  long bmpStationsConnected() {
    return bmpSenders.stream().filter(BmpSender::isConnected).count();
  }

  long eventsCoalesced() {
    return queue.coalescedCount();
  }

  int eventsWaiting() {
    return queue.size();
  }

  @Override
  public String name() {
    return reflector.name();
  }

  /** Ready when it listens and knows its peers, which the disk may tell: Kafka may be away. */
  @Override
  public Optional<Waiting> waiting() {
    RunningReflector current = running;
    if (current == null || !current.speaker().isListening()) {
      reflector.waitFor(LISTENERS);
    } else if (isBroken()) {
      reflector.waitFor("a restart: its routing table is broken, see the log");
    } else if (configuration == null) {
      reflector.waitFor("the intent, from Kafka topic podspan.intent or from disk");
    } else {
      reflector.arrived();
    }
    return reflector.waiting();
  }
}
