package io.podspan.servicekit.lists;

import io.podspan.servicekit.problem.Problem;
import io.podspan.servicekit.problem.ProblemException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What one list can be asked for: its sort fields and its filters. Immutable. */
public final class ListForm {
  public static final int LONGEST_PAGE = 200;
  public static final int USUAL_PAGE = 50;

  private static final int MOST_VALUES = 20;

  private final String usual;
  private final Map<String, Predicate<String>> sorts;
  private final Map<String, Values> filters;

  private ListForm(
      String usual, Map<String, Predicate<String>> sorts, Map<String, Values> filters) {
    this.usual = usual;
    this.sorts = sorts;
    this.filters = filters;
  }

  /**
   * A list without filters.
   *
   * @param usual the order when none is asked for, {@code name} or {@code -createdAt}
   */
  public static ListForm of(String usual) {
    return new ListForm(usual, Map.of(), Map.of());
  }

  /** The same, and it can be sorted by a field of text or numbers. */
  public ListForm sort(String field) {
    return sort(field, _ -> true);
  }

  /** The same, and it can be sorted by a time. */
  public ListForm sortByTime(String field) {
    return sort(field, Place::isTime);
  }

  private ListForm sort(String field, Predicate<String> key) {
    Map<String, Predicate<String>> more = new LinkedHashMap<>(sorts);
    more.put(field, key);
    return new ListForm(usual, more, filters);
  }

  /** The same, and it can be filtered by this field. */
  public ListForm filter(String field, Values values) {
    Map<String, Values> more = new LinkedHashMap<>(filters);
    more.put(field, values);
    return new ListForm(usual, sorts, more);
  }

  /**
   * Reads the parameters of a request.
   *
   * @throws ProblemException 400 with each parameter that cannot be used
   */
  public ListQuery read(Map<String, List<String>> parameters) {
    Reading reading = new Reading(parameters);
    reading.refuseUnknown();
    int limit = reading.limit();
    String sort = reading.sort();
    Map<String, List<String>> wanted = reading.filters();
    boolean descending = sort.startsWith("-");
    String field = descending ? sort.substring(1) : sort;
    @Nullable Place after = reading.after(field, descending, wanted);
    reading.check();
    return new ListQuery(limit, field, descending, wanted, after);
  }

  /** One request's parameters, and what cannot be used of them. */
  private final class Reading {
    private final Map<String, List<String>> parameters;
    private final List<Problem.Violation> faults = new ArrayList<>();

    Reading(Map<String, List<String>> parameters) {
      this.parameters = parameters;
    }

    void refuseUnknown() {
      TreeSet<String> unknown = new TreeSet<>(parameters.keySet());
      unknown.removeAll(filters.keySet());
      unknown.removeAll(List.of(ListParams.LIMIT, ListParams.CURSOR, ListParams.SORT));
      unknown.forEach(
          name ->
              fault(
                  "unknown-parameter",
                  name,
                  "This list has no parameter " + shown(name) + ".",
                  "Use limit, cursor, sort"
                      + (filters.isEmpty() ? "" : ", " + String.join(", ", filters.keySet()))
                      + "."));
    }

    int limit() {
      Optional<String> given = one(ListParams.LIMIT);
      int limit = given.map(Reading::number).orElse(USUAL_PAGE);
      if (limit < 1 || limit > LONGEST_PAGE) {
        fault(
            "bad-limit",
            ListParams.LIMIT,
            shown(given.orElse("")) + " is no length of a page.",
            "Give 1 to " + LONGEST_PAGE + ", or leave it out for " + USUAL_PAGE + ".");
      }
      return limit;
    }

    private static int number(String text) {
      return text.matches("[0-9]{1,6}") ? Integer.parseInt(text) : -1;
    }

    String sort() {
      String sort = one(ListParams.SORT).orElse(usual);
      if (sorts.containsKey(sort.startsWith("-") ? sort.substring(1) : sort)) {
        return sort;
      }
      fault(
          "bad-sort",
          ListParams.SORT,
          "This list cannot be sorted by " + shown(sort) + ".",
          "Give one of "
              + String.join(", ", sorts.keySet())
              + ", with - before it for the last one first.");
      return usual;
    }

    Map<String, List<String>> filters() {
      Map<String, List<String>> wanted = new LinkedHashMap<>();
      filters.forEach(
          (name, values) -> {
            List<String> given = parameters.getOrDefault(name, List.of());
            if (given.size() > MOST_VALUES) {
              fault(
                  "too-many",
                  name,
                  name + " is given " + given.size() + " times.",
                  "Give it at most " + MOST_VALUES + " times.");
            } else if (!given.isEmpty()) {
              given.stream()
                  .filter(value -> !values.taken().test(value))
                  .findFirst()
                  .ifPresent(value -> refuse(name, value, values));
              wanted.put(name, given);
            }
          });
      return wanted;
    }

    private void refuse(String name, String value, Values values) {
      fault(
          "bad-filter",
          name,
          shown(value) + " is no value that " + name + " can have.",
          "Give " + values.words() + ", or leave it out.");
    }

    @Nullable Place after(String field, boolean descending, Map<String, List<String>> wanted) {
      Optional<String> given = one(ListParams.CURSOR);
      Optional<Place> place =
          given
              .flatMap(
                  cursor -> Cursor.place(cursor, ListQuery.question(field, descending, wanted)))
              .filter(known -> sorts.getOrDefault(field, _ -> false).test(known.key()));
      if (given.isPresent() && place.isEmpty()) {
        fault(
            "bad-cursor",
            ListParams.CURSOR,
            "The cursor is none of this list with this sort and these filters.",
            "Give the member next of the page before, with the same sort and filters; without a"
                + " cursor the list begins again.");
      }
      return place.orElse(null);
    }

    private Optional<String> one(String name) {
      List<String> given = parameters.getOrDefault(name, List.of());
      if (given.size() > 1) {
        fault("duplicate", name, name + " is given twice.", "Give it once.");
      }
      return given.stream().findFirst();
    }

    private void fault(String code, String where, String detail, String nextStep) {
      faults.add(new Problem.Violation(code, where, detail, nextStep));
    }

    void check() {
      if (!faults.isEmpty()) {
        throw ProblemException.invalid("parameters", faults);
      }
    }

    private static String shown(String value) {
      return "'" + (value.length() > 60 ? value.substring(0, 60) + "..." : value) + "'";
    }
  }
}
