package io.podspan.bgpreflector.control;

import io.podspan.bgpreflector.reflect.RoutePage;
import io.podspan.bgpreflector.reflect.RouteQuery;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.inject.Inject;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** The routing table, as the shard loop says it when asked. */
@Path("/api/v1/routes")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Routes")
@RunOnVirtualThread
public class RouteResource {
  private final ReflectorService reflector;

  @Inject
  public RouteResource(ReflectorService reflector) {
    this.reflector = reflector;
  }

  @GET
  @Operation(
      summary = "The routes that are known",
      description =
          "Each prefix with all its paths and why one of them is best. With a prefix or an address, the one"
              + " route that matches it longest.")
  @APIResponse(responseCode = "200", description = "A page of routes, in the order of prefixes")
  @APIResponse(responseCode = "400", description = "A query value that cannot be used (RFC 9457)")
  @APIResponse(responseCode = "503", description = "The routing table is too busy to be asked")
  public RoutesPage list(
      @Context UriInfo uri,
      @Parameter(description = "Longest match for this prefix or address", example = "10.1.0.7")
          @QueryParam("prefix")
          @Nullable String prefix,
      @Parameter(description = "How many to skip") @QueryParam("offset") @DefaultValue("0")
          String offset,
      @Parameter(description = "How many to return, from 1 to 1000")
          @QueryParam("limit")
          @DefaultValue("100")
          String limit) {
    QueryValues.onlyKnown(uri, "prefix", "offset", "limit");
    RouteQuery query =
        new RouteQuery(
            QueryValues.prefix(prefix), QueryValues.offset(offset), QueryValues.limit(limit));
    RoutePage page = TableAnswer.of(reflector.speaker().routes(query));
    return new RoutesPage(
        page.routes().stream().map(RouteView::of).toList(),
        page.total(),
        query.offset(),
        query.limit());
  }
}
