package io.podspan.servicekit.conditional;

import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;

/** What the caller of a read has seen already ({@code @BeanParam}). */
public final class Seen {
  /** The framework sets it. */
  @Context @Nullable HttpHeaders headers;

  @HeaderParam(HttpHeaders.IF_NONE_MATCH)
  @Parameter(description = "The ETag of an earlier answer: 304 if nothing has changed since")
  @Nullable String ifNoneMatch;

  /** 200 with the answer, or 304 where the caller has it. */
  public Response answer(ResourceTag kept, Object answer) {
    ResourceTag tag = kept.shownAs(answer);
    return isSeen(Conditions.lines(headers, HttpHeaders.IF_NONE_MATCH), tag)
        ? Response.notModified().header(HttpHeaders.ETAG, tag.header()).build()
        : Response.ok(answer).header(HttpHeaders.ETAG, tag.header()).build();
  }

  static boolean isSeen(List<String> lines, ResourceTag tag) {
    TagList seen = TagList.of(HttpHeaders.IF_NONE_MATCH, lines);
    return seen.any() || seen.tags().stream().anyMatch(tag::is);
  }
}
