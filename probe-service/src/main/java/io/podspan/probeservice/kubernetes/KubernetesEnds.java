package io.podspan.probeservice.kubernetes;

import static java.util.stream.Collectors.joining;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.podspan.addresses.IpAddress;
import io.podspan.clusteraccess.ClusterClients;
import io.podspan.clusteraccess.ObjectList;
import io.podspan.clusteraccess.UnusableAccessException;
import io.podspan.events.ClusterState;
import io.podspan.events.NodeState;
import io.podspan.events.reason.NotMeasured.AccessUnusable;
import io.podspan.events.reason.NotMeasured.ApiError;
import io.podspan.events.reason.NotMeasured.ApiUnreachable;
import io.podspan.events.reason.NotMeasured.ClusterUnknown;
import io.podspan.events.reason.NotMeasured.LoginRefused;
import io.podspan.events.reason.NotMeasured.NoProbePods;
import io.podspan.events.world.World;
import io.podspan.probeservice.ends.End;
import io.podspan.probeservice.ends.EndName;
import io.podspan.probeservice.ends.EndName.AddressName;
import io.podspan.probeservice.ends.EndName.ClusterName;
import io.podspan.probeservice.ends.EndName.NodeName;
import io.podspan.probeservice.ends.EndName.PodName;
import io.podspan.probeservice.ends.EndName.ServiceName;
import io.podspan.probeservice.ends.Ends;
import io.podspan.probeservice.ends.Lookup;
import io.podspan.probeservice.ends.Lookup.Absent;
import io.podspan.probeservice.ends.Lookup.Found;
import io.podspan.probeservice.ends.Lookup.NotKnown;
import io.podspan.probeservice.ends.Territory;
import io.podspan.probeservice.ends.Why;
import io.podspan.probeservice.measure.PodListing.Listed;
import io.podspan.probeservice.measure.PodListing.Unavailable;
import io.podspan.probeservice.measure.Pods;
import io.podspan.servicekit.follow.IntentFollower;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/** Looks ends up in the API of their cluster, and addresses in the intent first. */
@ApplicationScoped
public class KubernetesEnds implements Ends {
  private static final String SERVICE_OF_SLICE = "kubernetes.io/service-name";
  private static final int MOST_SLICES = 20;
  private static final int MOST_OWNERS = 5;

  private final Supplier<World> world;
  private final ClusterClients clients;
  private final Pods pods;

  @Inject
  public KubernetesEnds(IntentFollower intent, ClusterClients clients, Pods pods) {
    this(intent::world, clients, pods);
  }

  KubernetesEnds(Supplier<World> world, ClusterClients clients, Pods pods) {
    this.world = world;
    this.clients = clients;
    this.pods = pods;
  }

  @Override
  public Lookup find(EndName name) {
    return switch (name) {
      case PodName pod -> asked(pod.cluster(), "pods", client -> pod(client, pod));
      case NodeName node -> asked(node.cluster(), "nodes", client -> node(client, node));
      case ServiceName service ->
          asked(service.cluster(), "services", client -> service(client, service));
      case ClusterName(String cluster) -> anyPod(cluster);
      case AddressName(IpAddress address) -> address(address);
    };
  }

  /**
   * @param what is read, for who may not
   */
  private Lookup asked(String cluster, String what, Function<KubernetesClient, Lookup> question) {
    ClusterState state = world.get().clusters().get(cluster);
    if (state == null) {
      return new Absent(Why.of(new ClusterUnknown(cluster)));
    }
    try {
      return question.apply(clients.client(state.access()));
    } catch (UnusableAccessException e) {
      String said = e.getMessage() == null ? "the access is unusable" : e.getMessage();
      return new NotKnown(Why.of(new AccessUnusable(cluster, said, e.nextStep())));
    } catch (KubernetesClientException e) {
      return new NotKnown(refused(cluster, what, e));
    }
  }

  private Why refused(String cluster, String what, KubernetesClientException e) {
    int status = e.getCode();
    if (status <= 0) {
      return Why.of(new ApiUnreachable(cluster, 0, clients.unreachable(e)));
    }
    return switch (status) {
      case 401 -> Why.of(new LoginRefused(cluster));
      case 403 -> forbidden(cluster, what);
      default -> Why.of(new ApiError(cluster, status));
    };
  }

  private static Why forbidden(String cluster, String what) {
    return new Why(
        "read-forbidden",
        "the API server of " + cluster + " forbids probe-service to read " + what + " (403)",
        "Run podspan clusters grant of this version again, or grant get of " + what + ".");
  }

  private static Absent none(String what, String cluster, String command) {
    return new Absent(
        new Why(
            "not-found",
            "there is no " + what + " in " + cluster,
            "See what there is: kubectl " + command + ", in " + cluster + "."));
  }

  private static Lookup pod(KubernetesClient client, PodName name) {
    Pod pod = client.pods().inNamespace(name.namespace()).withName(name.name()).get();
    return pod == null
        ? none(
            "pod " + name.namespace() + "/" + name.name(),
            name.cluster(),
            "-n " + name.namespace() + " get pods")
        : new Found(EndReader.pod(name.cluster(), pod));
  }

  private static Lookup node(KubernetesClient client, NodeName name) {
    Node node = client.nodes().withName(name.name()).get();
    return node == null
        ? none("node " + name.name(), name.cluster(), "get nodes")
        : new Found(EndReader.node(name.cluster(), node));
  }

  private static Lookup service(KubernetesClient client, ServiceName name) {
    var service = client.services().inNamespace(name.namespace()).withName(name.name()).get();
    if (service == null) {
      return none(
          "Service " + name.namespace() + "/" + name.name(),
          name.cluster(),
          "-n " + name.namespace() + " get services");
    }
    List<EndpointSlice> slices =
        ObjectList.first(
            client
                .discovery()
                .v1()
                .endpointSlices()
                .inNamespace(name.namespace())
                .withLabel(SERVICE_OF_SLICE, name.name()),
            MOST_SLICES,
            slice -> slice,
            _ -> 1);
    return new Found(EndReader.service(name.cluster(), service, slices));
  }

  private Lookup anyPod(String cluster) {
    if (!world.get().clusters().containsKey(cluster)) {
      return new Absent(Why.of(new ClusterUnknown(cluster)));
    }
    return switch (pods.list(cluster)) {
      case Unavailable(var cause) -> new NotKnown(Why.of(cause));
      case Listed listed when listed.pods().isEmpty() ->
          new Absent(Why.of(new NoProbePods(cluster, listed.unfit())));
      case Listed listed -> new Found(EndReader.chosen(cluster, listed.pods()));
    };
  }

  /** A node by the intent; a pod if the API finds one; else the address as it is. */
  private Lookup address(IpAddress address) {
    List<ClusterState> owners = Territory.owners(world.get().clusters(), address);
    return switch (owners.size()) {
      case 0 -> new Found(End.of(null, address));
      case 1 -> address(owners.getFirst(), address);
      default -> new NotKnown(ambiguous(owners, address));
    };
  }

  private static Why ambiguous(List<ClusterState> owners, IpAddress address) {
    String names =
        owners.stream().map(ClusterState::name).limit(MOST_OWNERS).collect(joining(", "));
    return new Why(
        "ambiguous-address",
        address + " is an address of several clusters: " + names,
        "Name the end with its cluster: CLUSTER/service/NAMESPACE/NAME, or CLUSTER/NAMESPACE/POD.");
  }

  private Lookup address(ClusterState cluster, IpAddress address) {
    Optional<String> node =
        cluster.nodes().stream()
            .filter(n -> n.address().equals(address.toString()))
            .map(NodeState::name)
            .findFirst();
    return node.isPresent()
        ? find(new NodeName(cluster.name(), node.get()))
        : asked(cluster.name(), "pods", client -> holder(client, cluster.name(), address));
  }

  private static Lookup holder(KubernetesClient client, String cluster, IpAddress address) {
    List<End> holders =
        ObjectList.first(
            client.pods().inAnyNamespace().withField("status.podIP", address.toString()),
            1,
            pod -> EndReader.holder(cluster, pod, address),
            _ -> 1);
    return new Found(holders.isEmpty() ? End.of(cluster, address) : holders.getFirst());
  }
}
