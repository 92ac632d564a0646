package io.podspan.console.api;

import io.podspan.console.journal.FreshnessGauge;
import io.podspan.console.problem.ProblemBook;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** What is wrong, once for each cause. */
@Path("/api/v1/problems")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "problems")
public class ProblemsResource {
  private final ProblemBook book;
  private final FreshnessGauge freshness;

  @Inject
  public ProblemsResource(ProblemBook book, FreshnessGauge freshness) {
    this.book = book;
    this.freshness = freshness;
  }

  @GET
  @Operation(
      summary = "Whether it is well, and if not, why: one problem for each cause",
      description =
          "A ping that fails, the route that lacks and the session that is down are one problem when"
              + " they have one cause. A problem is told once it has lasted for some seconds, and"
              + " closes 5 s after its last symptom. What rollouts have not come to yet is none."
              + " The verdict is UNKNOWN where nothing is known to be broken and not all could be"
              + " found out.")
  public ProblemsView problems() {
    return ProblemsView.of(book.now(), freshness.now());
  }
}
