package io.podspan.cli.probes;

import static org.assertj.core.api.Assertions.assertThat;

import io.podspan.cli.probes.Grid.Cell;
import java.util.List;
import org.junit.jupiter.api.Test;

class GridTest {
  @Test
  void coloursTakeNoRoomAndNamesBringNone() {
    Grid grid = new Grid();
    grid.row(List.of(new Cell("ok", Tone.WELL), Cell.plain("x")));
    grid.row(List.of(new Cell("\u001b[5m", Tone.FAILED), Cell.plain("y")));
    assertThat(grid.text(true))
        .isEqualTo("\u001b[32mok\u001b[0m         x\n\u001b[1;31m\\u001b[5m\u001b[0m  y\n");
    assertThat(grid.text(false)).isEqualTo("ok         x\n\\u001b[5m  y\n");
  }
}
