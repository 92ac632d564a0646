package io.podspan.cli.text;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Who reaches whom: clusters by clusters. Filled by one thread. */
public final class Matrix {
  private final List<String> clusters;
  private final Map<Pair, Cell> cells = new LinkedHashMap<>();

  public Matrix(List<String> clusters) {
    this.clusters = List.copyOf(clusters);
  }

  /**
   * @param from a cluster
   * @param to another
   */
  public record Pair(String from, String to) {}

  /**
   * @param reachable pairs of pods that answer
   * @param pairs pairs of pods measured
   * @param averageMicros mean round trip, null when none answered
   */
  public record Cell(int reachable, int pairs, @Nullable Long averageMicros) {}

  public void set(String from, String to, Cell cell) {
    cells.put(new Pair(from, to), cell);
  }

  /** The heading is the destination; each cell reads as reachable/pairs and mean round trip. */
  @Override
  public String toString() {
    String[] heading = new String[clusters.size() + 1];
    heading[0] = "from \\ to";
    for (int i = 0; i < clusters.size(); i++) {
      heading[i + 1] = clusters.get(i);
    }
    Table table = new Table(heading);
    for (String from : clusters) {
      Object[] row = new Object[clusters.size() + 1];
      row[0] = from;
      for (int i = 0; i < clusters.size(); i++) {
        row[i + 1] =
            from.equals(clusters.get(i)) ? "-" : text(cells.get(new Pair(from, clusters.get(i))));
      }
      table.row(row);
    }
    return table.toString();
  }

  private static String text(@Nullable Cell cell) {
    if (cell == null) {
      return "?";
    }
    Long micros = cell.averageMicros();
    String count = cell.reachable() + "/" + cell.pairs();
    return micros == null
        ? count
        : count + String.format(Locale.ROOT, "  %.2f ms", micros / 1000.0);
  }
}
