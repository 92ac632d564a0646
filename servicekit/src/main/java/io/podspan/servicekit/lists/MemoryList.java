package io.podspan.servicekit.lists;

import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

/**
 * A list that is whole in memory, and how its elements are sorted and filtered. Immutable.
 *
 * @param <T> an element
 */
public final class MemoryList<T> {
  private final ListForm form;
  private final Function<T, String> id;
  private final Map<String, Function<T, String>> keys;
  private final Map<String, Function<T, Collection<String>>> values;

  private MemoryList(
      ListForm form,
      Function<T, String> id,
      Map<String, Function<T, String>> keys,
      Map<String, Function<T, Collection<String>>> values) {
    this.form = form;
    this.id = id;
    this.keys = keys;
    this.values = values;
  }

  /**
   * A list that is sorted by its identity when nothing else is asked for.
   *
   * @param field the name of the identity
   */
  public static <T> MemoryList<T> by(String field, Function<T, String> id) {
    return new MemoryList<>(ListForm.of(field).sort(field), id, Map.of(field, id), Map.of());
  }

  /** The same, and it can be sorted by this field; keys are as {@link Place#key} makes them. */
  public MemoryList<T> sort(String field, Function<T, String> key) {
    Map<String, Function<T, String>> more = new LinkedHashMap<>(keys);
    more.put(field, key);
    return new MemoryList<>(form.sort(field), id, more, values);
  }

  /**
   * The same, and it can be filtered by this field.
   *
   * @param of the values of an element; one of them has to be asked for
   */
  public MemoryList<T> filter(String field, Values taken, Function<T, Collection<String>> of) {
    Map<String, Function<T, Collection<String>>> more = new LinkedHashMap<>(values);
    more.put(field, of);
    return new MemoryList<>(form.filter(field, taken), id, keys, more);
  }

  /** The page that the parameters ask for. */
  public Page<T> page(Collection<T> all, ListParams parameters) {
    return page(all, form.read(parameters.all()));
  }

  Page<T> page(Collection<T> all, Map<String, List<String>> parameters) {
    return page(all, form.read(parameters));
  }

  private Page<T> page(Collection<T> all, ListQuery query) {
    Function<T, String> key = Objects.requireNonNull(keys.get(query.sort()));
    Comparator<Placed<T>> order = order(query.descending());
    List<Placed<T>> wanted =
        all.stream()
            .filter(element -> isWanted(element, query))
            .map(element -> new Placed<>(element, new Place(key.apply(element), id.apply(element))))
            .sorted(order)
            .toList();
    Place after = query.after();
    List<Placed<T>> rest =
        after == null
            ? wanted
            : wanted.stream()
                .filter(placed -> compare(placed.place(), after, query.descending()) > 0)
                .toList();
    return query.page(rest, wanted.size());
  }

  private boolean isWanted(T element, ListQuery query) {
    return query.filters().entrySet().stream()
        .allMatch(
            filter ->
                Objects.requireNonNull(values.get(filter.getKey())).apply(element).stream()
                    .anyMatch(filter.getValue()::contains));
  }

  private static <T> Comparator<Placed<T>> order(boolean descending) {
    return (one, other) -> compare(one.place(), other.place(), descending);
  }

  private static int compare(Place one, Place other, boolean descending) {
    int byKey = one.key().compareTo(other.key());
    int order = byKey == 0 ? one.id().compareTo(other.id()) : byKey;
    return descending ? -order : order;
  }
}
