package io.podspan.probeservice.api;

import io.podspan.probeservice.ends.EndName;
import io.podspan.probeservice.paths.PathKind;
import io.podspan.probeservice.paths.PathProber;
import io.podspan.probeservice.paths.PathQuestion;
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
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Measurements between two ends, on demand. */
@Path("/api/v1/measurements")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "paths")
public class MeasurementResource {
  private static final int MOST_KINDS = 16;
  private static final int LARGEST_PORT = 65_535;

  /** More than some people ask for at once; each may run three commands in pods. */
  static final int AT_ONCE = 32;

  private final PathProber prober;
  private final Places places = new Places(AT_ONCE, "measurements");

  @Inject
  public MeasurementResource(PathProber prober) {
    this.prober = prober;
  }

  @POST
  @Operation(
      operationId = "measurePath",
      summary = "Measure between two ends",
      description =
          "Lets a pod measure to another end, all kinds at the same time, and answers with the result."
              + " It takes 10 s at most, with mtu or source 25 s. Nothing is kept. What could not be"
              + " measured is NOT_MEASURED with a reason.")
  @APIResponse(responseCode = "200", description = "The result, whatever it says")
  @APIResponse(responseCode = "400", description = "The body does not say what to measure")
  @APIResponse(responseCode = "429", description = "32 measurements run already")
  public MeasurementView measure(@Nullable MeasurementRequest request) {
    PathQuestion question = checked(request);
    return MeasurementView.of(
        places.within(() -> prober.measure(question)),
        Clock.systemUTC().instant().truncatedTo(ChronoUnit.MILLIS));
  }

  private static PathQuestion checked(@Nullable MeasurementRequest request) {
    if (request == null) {
      throw ProblemException.badRequest(
          "There is no body.", "Send {\"from\": \"paris/web-0\", \"to\": \"tokyo/api-1\"}.");
    }
    EndName from = ResolveResource.parsed("from", request.from());
    EndName to = ResolveResource.parsed("to", request.to());
    Set<PathKind> kinds = kinds(request.kinds());
    return new PathQuestion(
        from, to, kinds, port(kinds, request.port()), name(kinds, request.name()));
  }

  private static Set<PathKind> kinds(@Nullable List<@Nullable String> names) {
    if (names == null || names.isEmpty()) {
      return EnumSet.of(PathKind.ICMP);
    }
    Set<PathKind> kinds = EnumSet.noneOf(PathKind.class);
    for (String name : names.size() > MOST_KINDS ? List.of("") : names) {
      kinds.add(
          PathKind.of(name)
              .orElseThrow(
                  () ->
                      ProblemException.badRequest(
                          "kinds has one that there is not.",
                          "Use some of icmp, tcp, http, dns, mtu and source.")));
    }
    return kinds;
  }

  private static int port(Set<PathKind> kinds, @Nullable Integer port) {
    if (kinds.stream().noneMatch(PathKind::needsPort)) {
      return 0;
    }
    if (port == null || port < 1 || port > LARGEST_PORT) {
      throw ProblemException.badRequest(
          "The kinds tcp and http need a port.", "Send \"port\" with a number from 1 to 65535.");
    }
    return port;
  }

  private static @Nullable String name(Set<PathKind> kinds, @Nullable String name) {
    if (!kinds.contains(PathKind.DNS)) {
      return null;
    }
    String lower = name == null ? "" : name.toLowerCase(Locale.ROOT);
    if (!PathQuestion.isDnsName(lower)) {
      throw ProblemException.badRequest(
          "The kind dns needs a name.",
          "Send \"name\" with a name of a-z, 0-9, . and -, as web.shop.svc.cluster.local.");
    }
    return lower;
  }
}
