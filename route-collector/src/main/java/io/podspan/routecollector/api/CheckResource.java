package io.podspan.routecollector.api;

import io.podspan.addresses.IpAddress;
import io.podspan.events.ClusterState;
import io.podspan.events.world.World;
import io.podspan.routecollector.check.Asked;
import io.podspan.routecollector.check.NodeCheck;
import io.podspan.routecollector.check.NodeLooker;
import io.podspan.servicekit.follow.IntentFollower;
import io.podspan.servicekit.problem.Problem;
import io.podspan.servicekit.problem.ProblemException;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.Semaphore;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** {@code /api/v1/checks}: looks at a node now. */
@Path("/api/v1/checks")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "nodes")
public class CheckResource {
  private static final int AT_ONCE = 16;

  private final IntentFollower intent;
  private final NodeLooker looker;
  private final Semaphore places = new Semaphore(AT_ONCE);

  @Inject
  public CheckResource(IntentFollower intent, NodeLooker looker) {
    this.intent = intent;
    this.looker = looker;
  }

  @POST
  @Operation(
      operationId = "checkNode",
      summary = "What a node does with packets to an address, and what is wrong with it",
      description =
          "Looks at the node now, by one command in the pod of its router: the kernel's route, the"
              + " next hop, interfaces, settings, packet filters with their counters before and"
              + " after a ping, and the clock. It changes nothing. It takes about a second, and"
              + " ten at most.")
  @APIResponse(responseCode = "200", description = "What was found, whatever it is")
  @APIResponse(responseCode = "400", description = "The body is not as described")
  @APIResponse(responseCode = "404", description = "No such cluster or node")
  @APIResponse(responseCode = "429", description = "Sixteen checks run already")
  public CheckAnswer check(@Nullable CheckRequest request) {
    CheckRequest complete = complete(request);
    World world = intent.world();
    ClusterState cluster = cluster(world, complete);
    Asked asked = asked(complete, cluster);
    if (!places.tryAcquire()) {
      throw tooMany();
    }
    try {
      NodeCheck check = NodeCheck.of(looker, world, cluster, asked);
      return CheckAnswer.of(
          cluster.name(),
          asked.node(),
          Clock.systemUTC().instant().truncatedTo(ChronoUnit.MILLIS),
          check);
    } finally {
      places.release();
    }
  }

  private static CheckRequest complete(@Nullable CheckRequest request) {
    if (request == null
        || request.cluster() == null
        || request.node() == null
        || request.destination() == null) {
      throw ProblemException.badRequest(
          "The body does not name a cluster, a node and a destination.",
          "Send {\"cluster\": \"paris\", \"node\": \"paris-1\", \"destination\": \"10.3.1.7\"}.");
    }
    return request;
  }

  private static ClusterState cluster(World world, CheckRequest request) {
    String name = String.valueOf(request.cluster());
    ClusterState cluster = world.clusters().get(name);
    if (cluster == null) {
      throw NodesResource.unknownCluster(name);
    }
    return cluster;
  }

  private static Asked asked(CheckRequest request, ClusterState cluster) {
    String node = String.valueOf(request.node());
    if (cluster.nodes().stream().noneMatch(n -> n.name().equals(node))) {
      throw NodesResource.unknownNode(cluster.name(), node);
    }
    IpAddress destination = address("destination", String.valueOf(request.destination()));
    return new Asked(
        node,
        destination,
        optional("source", request.source(), destination),
        optional("pod", request.pod(), destination));
  }

  private static @Nullable IpAddress optional(
      String field, @Nullable String text, IpAddress destination) {
    if (text == null || text.isBlank()) {
      return null;
    }
    IpAddress address = address(field, text);
    if (address.ipv6() != destination.ipv6()) {
      throw ProblemException.badRequest(
          field + " and destination are of two families.", "Send two IPv4 or two IPv6 addresses.");
    }
    return address;
  }

  private static IpAddress address(String field, String text) {
    return IpAddress.parse(text)
        .orElseThrow(
            () ->
                ProblemException.badRequest(
                    field + " is not an IPv4 or IPv6 address.", "Send one, as 10.3.1.7."));
  }

  private static ProblemException tooMany() {
    return new ProblemException(
        Problem.of(
            429,
            "too-many-checks",
            "Too many checks",
            AT_ONCE + " checks run already.",
            "Try again in a few seconds."));
  }
}
