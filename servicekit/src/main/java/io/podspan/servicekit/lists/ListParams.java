package io.podspan.servicekit.lists;

import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.UriInfo;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;

/**
 * The parameters of a request for a list ({@code @BeanParam}). The fields are for the description;
 * a form reads all parameters itself, also those that it does not know.
 */
public final class ListParams {
  public static final String LIMIT = "limit";
  public static final String CURSOR = "cursor";
  public static final String SORT = "sort";

  @Context
  @SuppressWarnings("NullAway.Init") // the framework sets it
  UriInfo uri;

  @QueryParam(LIMIT)
  @Parameter(
      description = "How many elements at most, 1 to 200; 50 when left out",
      schema = @Schema(type = SchemaType.INTEGER, minimum = "1", maximum = "200"))
  @Nullable String limit;

  @QueryParam(CURSOR)
  @Parameter(
      description =
          "Where to go on: next of the page before, with the same sort and filters. Left out for the"
              + " first page")
  @Nullable String cursor;

  @QueryParam(SORT)
  @Parameter(
      description = "The field that decides the order; with - before it the last one comes first")
  @Nullable String sort;

  /** Every parameter with its values. */
  public Map<String, List<String>> all() {
    return new LinkedHashMap<>(uri.getQueryParameters());
  }
}
