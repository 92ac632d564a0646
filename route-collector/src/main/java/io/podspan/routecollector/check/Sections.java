package io.podspan.routecollector.check;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What the script printed, by section. Text that was cut has fewer of them. */
record Sections(Map<String, Section> all) {
  private static final Pattern HEAD = Pattern.compile("== ([a-z]{1,20}(?: [-/a-z0-9]{1,200})?)");
  private static final Pattern END = Pattern.compile("== exit (\\d{1,3})");
  private static final int MOST = 100;

  /**
   * What one command printed.
   *
   * @param exit its exit code
   */
  record Section(List<String> lines, int exit) {
    String text() {
      return String.join("\n", lines) + "\n";
    }

    String first() {
      return lines.isEmpty() ? "" : lines.getFirst();
    }
  }

  /** Reads it. A section without its end does not count. */
  static Sections of(String text) {
    Map<String, Section> all = new LinkedHashMap<>();
    @Nullable String name = null;
    List<String> lines = new ArrayList<>();
    for (String line : text.split("\n", -1)) {
      Matcher end = END.matcher(line);
      Matcher head = HEAD.matcher(line);
      if (end.matches()) {
        if (name != null && all.size() < MOST) {
          all.putIfAbsent(name, new Section(List.copyOf(lines), Integer.parseInt(end.group(1))));
        }
        name = null;
      } else if (head.matches()) {
        name = head.group(1);
        lines.clear();
      } else {
        lines.add(line);
      }
    }
    return new Sections(all);
  }

  @Nullable Section of(String name, int exit) {
    Section section = all.get(name);
    return section == null || section.exit() != exit ? null : section;
  }

  /** The sections of this kind, by what follows the word. */
  Map<String, Section> kind(String word) {
    Map<String, Section> found = new LinkedHashMap<>();
    names(word).forEach(name -> found.put(name.substring(word.length() + 1), all.get(name)));
    return found;
  }

  private Stream<String> names(String word) {
    return all.keySet().stream().filter(name -> name.startsWith(word + " "));
  }
}
