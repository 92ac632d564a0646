package io.podspan.peeringservice.peering.router;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class FenceTest {
  private final AtomicBoolean mayAct = new AtomicBoolean(true);

  private String written() {
    Fence.pass();
    return "written";
  }

  @Test
  void whoMayActPasses() {
    assertThat(Fence.around(mayAct::get, this::written)).isEqualTo("written");
  }

  @Test
  void whoMayNotActAnyMoreDoesNotAlsoWhenItBeganInTime() {
    assertThatThrownBy(
            () ->
                Fence.around(
                    mayAct::get,
                    () -> {
                      mayAct.set(false);
                      return written();
                    }))
        .isInstanceOf(Fence.ClosedException.class);
  }

  @Test
  void outsideOfAFenceNothingIsRefused() {
    mayAct.set(false);
    assertThatCode(Fence::pass).doesNotThrowAnyException();
    assertThatCode(Fence.gate()::run).doesNotThrowAnyException();
  }

  @Test
  void theGateHoldsInOtherThreads() throws InterruptedException {
    Runnable gate = Fence.around(mayAct::get, Fence::gate);
    mayAct.set(false);
    Throwable[] thrown = new Throwable[1];
    Thread other =
        Thread.ofVirtual()
            .start(
                () -> {
                  try {
                    gate.run();
                  } catch (Fence.ClosedException e) {
                    thrown[0] = e;
                  }
                });
    other.join();
    assertThat(thrown[0]).isInstanceOf(Fence.ClosedException.class);
  }
}
