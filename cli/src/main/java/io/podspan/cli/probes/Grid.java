package io.podspan.cli.probes;

import io.podspan.cli.text.TerminalText;
import java.util.ArrayList;
import java.util.List;

/** Rows of cells in columns, whose colours take no room. Filled by one thread. */
final class Grid {
  private static final String GAP = "  ";

  private final List<List<Cell>> rows = new ArrayList<>();

  /** A text and how it is meant. */
  record Cell(String text, Tone tone) {
    /** What a terminal would obey is escaped: names come from others. */
    Cell {
      text = TerminalText.line(text);
    }

    static Cell plain(String text) {
      return new Cell(text, Tone.PLAIN);
    }
  }

  void row(List<Cell> cells) {
    rows.add(List.copyOf(cells));
  }

  String text(boolean colours) {
    List<Integer> widths = widths();
    StringBuilder text = new StringBuilder();
    for (List<Cell> row : rows) {
      StringBuilder line = new StringBuilder();
      for (int i = 0; i < row.size(); i++) {
        Cell cell = row.get(i);
        line.append(i == 0 ? "" : GAP);
        line.append(colours ? cell.tone().paint(cell.text()) : cell.text());
        line.append(" ".repeat(widths.get(i) - cell.text().length()));
      }
      text.append(line.toString().stripTrailing()).append('\n');
    }
    return text.toString();
  }

  private List<Integer> widths() {
    List<Integer> widths = new ArrayList<>();
    for (List<Cell> row : rows) {
      for (int i = 0; i < row.size(); i++) {
        int width = row.get(i).text().length();
        if (i == widths.size()) {
          widths.add(width);
        } else {
          widths.set(i, Math.max(widths.get(i), width));
        }
      }
    }
    return widths;
  }
}
