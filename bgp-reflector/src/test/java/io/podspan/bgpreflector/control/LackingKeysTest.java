package io.podspan.bgpreflector.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.podspan.bgpreflector.control.IntentKeys.Answer;
import io.podspan.bgpreflector.control.IntentKeys.Former;
import io.podspan.bgpreflector.settings.Key;
import io.podspan.events.world.World;
import org.junit.jupiter.api.Test;

class LackingKeysTest {
  private static final World WORLD = World.EMPTY;
  private static final Key KEY = new Key("next");
  private static final Answer WHOLE = new Answer.Found(KEY, new Former.Read(new Key("former")));
  private static final Answer WITHOUT_FORMER =
      new Answer.Found(KEY, new Former.Lacking("rr1.key cannot be read"));
  private static final Answer WITHOUT_ANY = new Answer.Missing("rr1-2027.key cannot be read");

  private final LackingKeys lacking = new LackingKeys();

  @Test
  void nothingIsLookedForWhereEveryKeyWasRead() {
    assertThat(lacking.found(_ -> WHOLE)).isEmpty();
    lacking.configured(WORLD, WHOLE);
    assertThat(lacking.found(_ -> WITHOUT_ANY)).isEmpty();
  }

  @Test
  void aFormerKeyThatIsPutBackIsFound() {
    lacking.configured(WORLD, WITHOUT_FORMER);
    assertThat(lacking.found(_ -> WITHOUT_FORMER)).isEmpty();
    assertThat(lacking.found(_ -> WHOLE)).contains(WORLD);
    lacking.configured(WORLD, WHOLE);
    assertThat(lacking.found(_ -> WHOLE)).isEmpty();
  }

  @Test
  void aKeyIsFoundAlsoWhereTheFormerOneLacksStill() {
    lacking.configured(WORLD, WITHOUT_ANY);
    assertThat(lacking.found(_ -> WITHOUT_ANY)).isEmpty();
    assertThat(lacking.found(_ -> WITHOUT_FORMER)).contains(WORLD);
  }
}
