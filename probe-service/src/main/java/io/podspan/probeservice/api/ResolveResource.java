package io.podspan.probeservice.api;

import io.podspan.probeservice.ends.EndName;
import io.podspan.probeservice.ends.Ends;
import io.podspan.probeservice.ends.Lookup;
import io.podspan.probeservice.ends.Why;
import io.podspan.servicekit.problem.Problem;
import io.podspan.servicekit.problem.ProblemException;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.Locale;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** {@code /api/v1/resolve}: what the name of an end stands for. */
@Path("/api/v1/resolve")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "paths", description = "What one end reaches of another, on demand")
public class ResolveResource {
  private static final int AT_ONCE = 32;

  private final Ends ends;
  private final Places places = new Places(AT_ONCE, "look-ups");

  @Inject
  public ResolveResource(Ends ends) {
    this.ends = ends;
  }

  @GET
  @Operation(
      operationId = "resolveEnd",
      summary = "What a name stands for",
      description =
          "Asks the API server of the cluster for a pod, a node or a Service. A cluster alone stands"
              + " for one of its probe pods, an address for whatever has it.")
  @APIResponse(responseCode = "200", description = "There it is")
  @APIResponse(responseCode = "400", description = "It is no name of an end")
  @APIResponse(responseCode = "404", description = "There is no such cluster, pod, node or Service")
  @APIResponse(responseCode = "429", description = "32 look-ups run already")
  @APIResponse(responseCode = "503", description = "The API server could not be asked")
  public EndView resolve(
      @Parameter(
              description =
                  "CLUSTER/POD, CLUSTER/NAMESPACE/POD, CLUSTER/node/NAME,"
                      + " CLUSTER/service/NAMESPACE/NAME, CLUSTER, or an address",
              required = true,
              example = "paris/shop/web-0")
          @QueryParam("name")
          @Nullable String name) {
    EndName end = parsed("name", name);
    return switch (places.within(() -> ends.find(end))) {
      case Lookup.Found(var found) -> EndView.of(found);
      case Lookup.Absent(Why why) -> throw ProblemException.notFound(sentence(why), why.toDo());
      case Lookup.NotKnown(Why why) ->
          throw new ProblemException(
              Problem.of(503, why.code(), "Could not be asked", sentence(why), why.toDo()));
    };
  }

  /** 400 unless it is the name of an end. */
  static EndName parsed(String where, @Nullable String name) {
    return EndName.parse(name)
        .orElseThrow(
            () ->
                ProblemException.badRequest(
                    name == null || name.isEmpty()
                        ? "There is no " + where + "."
                        : where + " is no name of an end.",
                    EndName.FORMS));
  }

  private static String sentence(Why why) {
    String text = why.text();
    return text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1) + ".";
  }
}
