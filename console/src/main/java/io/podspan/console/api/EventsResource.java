package io.podspan.console.api;

import io.podspan.console.journal.Entry;
import io.podspan.console.journal.EventFilter;
import io.podspan.console.journal.Excerpt;
import io.podspan.console.journal.Journal;
import io.podspan.console.journal.Page;
import io.podspan.events.envelope.EventTypes;
import io.podspan.servicekit.problem.ProblemException;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.inject.Inject;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriBuilder;
import jakarta.ws.rs.core.UriInfo;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** The journal page by page. */
@Path("/api/v1/events")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "events")
public class EventsResource {
  private static final int LARGEST_PAGE = 1_000;

  private final Journal journal;
  private final PagePlace place;

  @Inject
  public EventsResource(Journal journal, PagePlace place) {
    this.journal = journal;
    this.place = place;
  }

  @GET
  @Operation(summary = "Events that pass all filters, in the order of the journal")
  public EventsPage list(
      @BeanParam FilterParameters filter,
      @QueryParam("after")
          @Parameter(description = "Only events after this sequence, in the direction of the order")
          @Nullable String after,
      @QueryParam("limit")
          @DefaultValue("100")
          @Parameter(
              description = "Largest number of events, 1 to 1000; a page of large events has fewer")
          String limit,
      @QueryParam("order")
          @DefaultValue("asc")
          @Parameter(description = "asc for oldest first, desc for newest first")
          String order,
      @Context UriInfo uri) {
    Page page =
        new Page(Sequences.parse("after", after), limit(limit), Page.MOST_CHARACTERS, order(order));
    EventFilter wanted = filter.filter();
    place.take();
    Excerpt excerpt = journal.page(wanted, page);
    List<EventView> events = excerpt.entries().stream().map(EventView::of).toList();
    return new EventsPage(events, excerpt.more() ? next(uri, excerpt.entries()) : null);
  }

  private static int limit(String text) {
    try {
      int limit = Integer.parseInt(text);
      if (limit >= 1 && limit <= LARGEST_PAGE) {
        return limit;
      }
    } catch (NumberFormatException _) {
      // Answered below, like a number that is out of range.
    }
    throw ProblemException.badRequest(
        "limit is " + text + ", which is out of range.",
        "Use a number from 1 to " + LARGEST_PAGE + ".");
  }

  private static Page.Order order(String text) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "asc" -> Page.Order.ASC;
      case "desc" -> Page.Order.DESC;
      default -> throw ProblemException.badRequest("order is " + text + ".", "Use asc or desc.");
    };
  }

  /** Relative, so that it holds behind any proxy. */
  private static String next(UriInfo uri, List<Entry> entries) {
    URI next =
        UriBuilder.fromUri(uri.getRequestUri())
            .replaceQueryParam("after", entries.getLast().sequence())
            .build();
    return next.getRawPath() + "?" + next.getRawQuery();
  }

  @GET
  @Path("types")
  @Operation(summary = "The types that events can have")
  public List<String> types() {
    return List.copyOf(EventTypes.all().keySet());
  }

  @GET
  @Path("{id}")
  @Operation(summary = "One event by its CloudEvents id")
  public EventView byId(@PathParam("id") String id) {
    place.take();
    return journal
        .byId(id)
        .map(EventView::of)
        .orElseThrow(
            () ->
                ProblemException.notFound(
                    "There is no event " + id + ".",
                    "It may be older than the retention of the journal. List events with GET /api/v1/events."));
  }
}
