package io.podspan.cli.chaos;

import java.io.PrintStream;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What came out, for people and for the exit code. */
final class Report {
  private final Plan plan;
  private final Map<FaultKind, Integer> faults = new EnumMap<>(FaultKind.class);
  private final Map<String, List<String>> findings = new LinkedHashMap<>();
  private Map<String, Integer> answers = Map.of();
  private long events;

  Report(Plan plan) {
    this.plan = plan;
  }

  void count(Map<FaultKind, Integer> begun) {
    begun.forEach((kind, times) -> faults.merge(kind, times, Integer::sum));
  }

  void answered(Map<String, Integer> counts) {
    answers = Map.copyOf(counts);
  }

  void events(long count) {
    events = count;
  }

  /** A check that could not be made counts as one that failed. */
  void check(Check check) {
    try {
      findings.put(check.holds(), check.violations());
    } catch (Exception e) {
      findings.put(check.holds(), List.of("this could not be checked: " + e));
    }
  }

  void found(String holds, List<String> violations) {
    findings.put(holds, List.copyOf(violations));
  }

  boolean clean() {
    return findings.values().stream().allMatch(List::isEmpty);
  }

  void print(PrintStream out) {
    out.println();
    out.println("seed " + plan.seed() + ", " + plan.lasts().toSeconds() + " s");
    int all = faults.values().stream().mapToInt(Integer::intValue).sum();
    out.println("  " + all + " faults");
    faults.forEach((kind, times) -> out.printf("    %5d  %-9s %s%n", times, kind, kind.text()));
    out.println("  " + answers.values().stream().mapToInt(Integer::intValue).sum() + " requests");
    answers.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .forEach(answer -> out.printf("    %5d  %s%n", answer.getValue(), answer.getKey()));
    out.println("  " + events + " events in the journal");
    findings.forEach(
        (holds, violations) -> {
          out.println("  " + (violations.isEmpty() ? "yes" : "NO ") + "  " + holds);
          violations.forEach(violation -> out.println("         - " + violation));
        });
    out.println(clean() ? "  no violation" : "  VIOLATED; logs and data are in " + plan.folder());
  }
}
