package io.podspan.cli.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class TablesTest {
  @Test
  void aTableIsAsWideAsItsContent() {
    Table table = new Table("NAME", "NODES").row("paris", 2).row("a-longer-name", 12);

    assertThat(table)
        .hasToString(
            """
            NAME           NODES
            paris          2
            a-longer-name  12
            """);
  }

  @Test
  void aMatrixShowsReachablePairsAndRoundTrips() {
    Matrix matrix = new Matrix(List.of("paris", "london"));
    matrix.set("paris", "london", new Matrix.Cell(16, 16, 254L));
    matrix.set("london", "paris", new Matrix.Cell(0, 16, null));

    assertThat(matrix)
        .hasToString(
            """
            from \\ to  paris  london
            paris      -      16/16  0.25 ms
            london     0/16   -
            """);
  }

  @Test
  void aMatrixDoesNotMakeUpWhatWasNotMeasured() {
    assertThat(new Matrix(List.of("a", "b")).toString()).contains("?");
  }
}
