package io.podspan.servicekit.lists;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a caller wants of a list, checked.
 *
 * @param limit how many elements a page has at most
 * @param sort the field that decides the order
 * @param descending the last one first
 * @param filters by field, the values of which an element has to have one; a field without a wish
 *     is not there
 * @param after the place of the last element of the page before; null for the first page
 */
public record ListQuery(
    int limit,
    String sort,
    boolean descending,
    Map<String, List<String>> filters,
    @Nullable Place after) {
  public ListQuery {
    filters = Map.copyOf(filters);
  }

  /** The values that are let through; empty where all are. */
  public List<String> filter(String name) {
    return filters.getOrDefault(name, List.of());
  }

  /** What a truth filter lets through, null for both. */
  public @Nullable Boolean truth(String name) {
    List<String> values = filter(name);
    return values.stream().distinct().count() == 1 ? Boolean.valueOf(values.getFirst()) : null;
  }

  /**
   * The page of what was found.
   *
   * @param found in the wanted order, from behind {@link #after} on, one more than the limit where
   *     there are so many
   * @param total how many the filters let through, wherever they stand
   */
  public <T> Page<T> page(List<Placed<T>> found, long total) {
    List<Placed<T>> shown = found.subList(0, Math.min(limit, found.size()));
    @Nullable String next =
        found.size() > limit ? Cursor.of(shown.getLast().place(), question()) : null;
    return new Page<>(shown.stream().map(Placed::element).toList(), next, total);
  }

  /** What a cursor belongs to. */
  String question() {
    return question(sort, descending, filters);
  }

  static String question(String sort, boolean descending, Map<String, List<String>> filters) {
    StringBuilder text = new StringBuilder(descending ? "-" : "").append(sort);
    filters.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .forEach(
            filter ->
                text.append('\n')
                    .append(filter.getKey())
                    .append('=')
                    .append(filter.getValue().stream().distinct().sorted().toList()));
    return text.toString();
  }
}
