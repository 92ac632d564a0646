package io.podspan.servicekit.lists;

import java.util.List;
import java.util.function.Function;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * One page of a list.
 *
 * @param next the cursor of the next page; null on the last one
 * @param total how many the filters let through, on all pages
 */
@Schema(description = "One page of a list")
public record Page<T>(
    List<T> items,
    @Schema(description = "The cursor of the next page; null on the last one", nullable = true)
        @Nullable String next,
    @Schema(description = "How many the filters let through, on all pages") long total) {
  public Page {
    items = List.copyOf(items);
  }

  /** The same page of what these elements become. */
  public <A> Page<A> map(Function<T, A> each) {
    return new Page<>(items.stream().map(each).toList(), next, total);
  }

  /** The same page with these elements in place of its own. */
  public <A> Page<A> with(List<A> others) {
    return new Page<>(others, next, total);
  }
}
