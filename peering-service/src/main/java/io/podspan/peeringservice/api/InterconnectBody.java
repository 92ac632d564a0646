package io.podspan.peeringservice.api;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.podspan.peeringservice.peering.Interconnect;
import io.podspan.peeringservice.peering.InterconnectRequest;
import io.podspan.peeringservice.peering.OnDrift;
import io.podspan.peeringservice.peering.PeersBy;
import io.podspan.peeringservice.peering.Reflector;
import io.podspan.peeringservice.peering.RouterWishes;
import io.podspan.peeringservice.peering.strategy.Strategy;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** An interconnect to be declared. */
@Schema(description = "Clusters to be joined, and the reflectors that every node peers with")
public record InterconnectBody(
    @Schema(description = "Unique name, a DNS label", examples = "europe", required = true)
        @Nullable String name,
    @Schema(description = "Names of two or more registered clusters", required = true)
        @Nullable List<@Nullable String> clusters,
    @Schema(
            description =
                "One reflector, or two for redundancy: the name of a declared one, or one described"
                    + " in full",
            required = true)
        @Nullable List<@Nullable ReflectorBody> reflectors,
    @Schema(description = "Check and plan only", defaultValue = "false") @Nullable Boolean dryRun,
    @Schema(
            description =
                "preserve: nodes do not masquerade what goes to pods of the other clusters, so these"
                    + " see pod addresses. Without it, each router does as it is configured",
            examples = "preserve")
        @Nullable String podSourceAddress,
    @Schema(description = "In which order, how many at a time and when nodes are changed")
        @Nullable StrategyBody rollout,
    @Schema(
            description =
                "What is done when somebody else changes what was rolled out: tell, or heal (a"
                    + " rollout writes it again, not more often than the settings allow)",
            examples = "heal",
            defaultValue = "tell")
        @Nullable String onDrift,
    @Schema(
            description =
                "Where kube-router has its peers: flags (of its DaemonSet), or annotations (of each"
                    + " node). flags when left out. On a change, all peers of the routers move",
            examples = "annotations")
        @Nullable String peersBy,
    @Schema(
            description =
                "announce: kube-router announces the ClusterIPs of services, and reflectors of"
                    + " Podspan take them. Without it, each router does as it is configured",
            examples = "announce")
        @Nullable String serviceAddresses) {
  static final String PRESERVE = "preserve";
  static final String ANNOUNCE = "announce";

  private static final String TELL = "tell";
  private static final String HEAL = "heal";

  static final long DEFAULT_ASN = 64512;

  /** A reflector: its name alone, or all that nodes need to know of it. */
  @Schema(
      description =
          "A reflector. A text is the name of a declared one; so is an object with nothing else")
  public record ReflectorBody(
      @Schema(description = "Its configured name", examples = "reflector", required = true)
          @Nullable String name,
      @Schema(
              description = "IP address for the nodes; left out for a declared reflector",
              examples = "192.0.2.1")
          @Nullable String address,
      @Schema(defaultValue = "179") @Nullable Integer port,
      @Schema(defaultValue = "64512") @Nullable Long asn) {
    @JsonCreator(mode = JsonCreator.Mode.PROPERTIES)
    public ReflectorBody(
        @JsonProperty("name") @Nullable String name,
        @JsonProperty("address") @Nullable String address,
        @JsonProperty("port") @Nullable Integer port,
        @JsonProperty("asn") @Nullable Long asn) {
      this.name = name;
      this.address = address;
      this.port = port;
      this.asn = asn;
    }

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    static ReflectorBody named(String name) {
      return new ReflectorBody(name, null, null, null);
    }

    private boolean onlyNames() {
      return name != null && address == null && port == null && asn == null;
    }
  }

  /** What was asked for, so that it can be asked for again. */
  static InterconnectBody of(Interconnect interconnect) {
    return new InterconnectBody(
        interconnect.name(),
        List.copyOf(interconnect.clusters()),
        interconnect.reflectors().stream()
            .<@Nullable ReflectorBody>map(
                r -> new ReflectorBody(r.name(), r.address(), r.port(), r.asn()))
            .toList(),
        null,
        interconnect.preserveSource() ? PRESERVE : null,
        StrategyAnswer.of(interconnect.rollout()),
        shown(interconnect.onDrift()),
        peersBy(interconnect.routers()),
        services(interconnect.routers()));
  }

  /** Null for what is done without it. */
  static @Nullable String shown(OnDrift onDrift) {
    return switch (onDrift) {
      case TELL -> null;
      case HEAL -> HEAL;
    };
  }

  /** Null for the usual way. */
  static @Nullable String services(RouterWishes wishes) {
    return wishes.services() ? ANNOUNCE : null;
  }

  /** Null for the usual way. */
  static @Nullable String peersBy(RouterWishes wishes) {
    return wishes.peersBy() == PeersBy.FLAGS ? null : wishes.peersBy().text();
  }

  /** The same under this name, which the address of the request says. */
  InterconnectBody named(String given) {
    Fields.sameName(name, given);
    return new InterconnectBody(
        given,
        clusters,
        reflectors,
        dryRun,
        podSourceAddress,
        rollout,
        onDrift,
        peersBy,
        serviceAddresses);
  }

  boolean isDryRun() {
    return Boolean.TRUE.equals(dryRun);
  }

  /**
   * Checked.
   *
   * @param declared the reflectors that may be named
   * @throws io.podspan.servicekit.problem.ProblemException 400 with each faulty field, 422 when a
   *     reflector is named that is not declared
   */
  InterconnectRequest checked(Function<String, Optional<Reflector>> declared) {
    Fields fields = new Fields();
    String checkedName = fields.name("name", name);
    List<String> members = members(fields);
    NamedReflectors named = new NamedReflectors(declared);
    List<Reflector> all = reflectors(fields, named);
    boolean preserve = preserve(fields, podSourceAddress);
    Strategy strategy = StrategyFields.checked(fields, rollout);
    OnDrift reaction = onDrift(fields);
    RouterWishes wishes = new RouterWishes(peersBy(fields), services(fields));
    fields.check();
    named.check();
    return new InterconnectRequest(
        checkedName, members, all, preserve, strategy, reaction, wishes, named.names());
  }

  private boolean services(Fields fields) {
    if (serviceAddresses == null || serviceAddresses.equals(ANNOUNCE)) {
      return serviceAddresses != null;
    }
    fields.fault(
        "unknown-service-addresses",
        "serviceAddresses",
        "serviceAddresses has a value that is not known.",
        "Give announce, or leave it out.");
    return false;
  }

  private PeersBy peersBy(Fields fields) {
    Optional<PeersBy> known = peersBy == null ? Optional.of(PeersBy.FLAGS) : PeersBy.of(peersBy);
    if (known.isEmpty()) {
      fields.fault(
          "unknown-peers-by",
          "peersBy",
          "peersBy has a value that is not known.",
          "Give flags or annotations, or leave it out.");
    }
    return known.orElse(PeersBy.FLAGS);
  }

  static boolean preserve(Fields fields, @Nullable String podSourceAddress) {
    if (podSourceAddress == null || podSourceAddress.equals(PRESERVE)) {
      return podSourceAddress != null;
    }
    fields.fault(
        "unknown-pod-source-address",
        "podSourceAddress",
        "podSourceAddress has a value that is not known.",
        "Give preserve, or leave it out.");
    return false;
  }

  private OnDrift onDrift(Fields fields) {
    if (onDrift == null || onDrift.equals(TELL)) {
      return OnDrift.TELL;
    }
    if (!onDrift.equals(HEAL)) {
      fields.fault(
          "unknown-on-drift",
          "onDrift",
          "onDrift has a value that is not known.",
          "Give tell or heal, or leave it out.");
    }
    return OnDrift.HEAL;
  }

  private List<String> members(Fields fields) {
    List<String> names = new ArrayList<>();
    for (String cluster : fields.bounded("clusters", clusters)) {
      names.add(fields.name("clusters[" + names.size() + "]", cluster));
    }
    fields.unique("clusters", names);
    if (names.stream().distinct().count() < 2) {
      fields.fault(
          "too-few-clusters",
          "clusters",
          "An interconnect joins two or more clusters. The request names " + names.size() + ".",
          "Name two or more registered clusters.");
    }
    return names;
  }

  private List<Reflector> reflectors(Fields fields, NamedReflectors named) {
    List<Reflector> all = new ArrayList<>();
    for (ReflectorBody body : fields.bounded("reflectors", reflectors)) {
      String where = "reflectors[" + all.size() + "]";
      ReflectorBody given = body == null ? new ReflectorBody(null, null, null, null) : body;
      all.add(
          given.onlyNames()
              ? named.of(where, fields.name(where, given.name()))
              : named.orDeclared(described(fields, where + ".", given)));
    }
    fields.unique("reflectors", all.stream().map(Reflector::name).toList());
    fields.unique("reflectors", all.stream().map(Reflector::address).toList());
    if (all.isEmpty()) {
      fields.fault(
          "no-reflector",
          "reflectors",
          "No reflector is named.",
          "Name a declared reflector, or give a running bgp-reflector with its address.");
    }
    return all;
  }

  private static Reflector described(Fields fields, String where, ReflectorBody given) {
    return new Reflector(
        fields.name(where + "name", given.name()),
        fields.address(where + "address", given.address()),
        fields.port(where + "port", given.port() == null ? Reflector.BGP_PORT : given.port()),
        fields.asn(where + "asn", given.asn() == null ? DEFAULT_ASN : given.asn()));
  }
}
