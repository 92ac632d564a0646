package io.podspan.bgpreflector.speaker.pulse;

import io.podspan.bgpreflector.speaker.timers.TimerWheel;
import java.lang.System.Logger.Level;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Looks at all established sessions of one I/O loop, with one timer for all of them. Owned by its
 * loop.
 */
public final class LoopPulses {
  /** The session: a port. */
  public interface Patient {
    /** Null when they cannot be read, because the connection has just gone. */
    @Nullable TcpSigns signs();

    void onFinding(Finding finding);
  }

  private static final System.Logger LOG = System.getLogger(LoopPulses.class.getName());

  /** A stall is found at most so much later than it is one. */
  static final long SECONDS_BETWEEN_LOOKS = 1;

  private final TimerWheel wheel;
  private final TimerWheel.Timer timer;
  private final Map<Patient, Pulse> pulses = new LinkedHashMap<>();

  public LoopPulses(TimerWheel wheel) {
    this.wheel = wheel;
    this.timer = wheel.timer(this::look);
  }

  public void add(Patient patient) {
    pulses.put(patient, new Pulse(wheel.now()));
    if (!timer.isRunning()) {
      timer.startSeconds(SECONDS_BETWEEN_LOOKS);
    }
  }

  public void remove(Patient patient) {
    pulses.remove(patient);
  }

  private void look() {
    timer.startSeconds(SECONDS_BETWEEN_LOOKS);
    List.copyOf(pulses.entrySet()).forEach(each -> look(each.getKey(), each.getValue()));
    if (pulses.isEmpty()) {
      timer.stop();
    }
  }

  private void look(Patient patient, Pulse pulse) {
    try {
      TcpSigns signs = patient.signs();
      if (signs != null) {
        patient.onFinding(pulse.look(signs, wheel.now()));
      }
    } catch (RuntimeException e) {
      LOG.log(
          Level.ERROR, "a look at whether a peer answers failed; the next one is in a second", e);
    }
  }
}
