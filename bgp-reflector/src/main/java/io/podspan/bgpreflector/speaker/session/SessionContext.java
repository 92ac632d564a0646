package io.podspan.bgpreflector.speaker.session;

import io.podspan.bgpreflector.fsm.SessionMachine;
import io.podspan.bgpreflector.fsm.SessionPolicy;
import io.podspan.bgpreflector.speaker.config.PeerTemplate;
import io.podspan.bgpreflector.speaker.config.SpeakerConfig;
import io.podspan.bgpreflector.speaker.report.Identifiers;
import io.podspan.bgpreflector.speaker.report.Refusals;
import io.podspan.bgpreflector.speaker.report.SessionCounts;
import io.podspan.bgpreflector.speaker.report.SpeakerListener;
import io.podspan.bgpreflector.speaker.report.Verdicts;
import io.podspan.bgpreflector.speaker.shards.Shards;
import io.podspan.bgpreflector.speaker.sockets.Sockets;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What all sessions of a speaker share.
 *
 * @param frames encoded once for all
 * @param jitter factors from 0.75 to 1 for timers (RFC 4271, section 10)
 * @param recovery the time after our own restart
 * @param lastMachine what the last session was made with
 */
public record SessionContext(
    SpeakerConfig config,
    Shards shards,
    SpeakerListener listener,
    Refusals refusals,
    Verdicts verdicts,
    Identifiers identifiers,
    SessionCounts counts,
    HalfOpen halfOpen,
    SessionFrames frames,
    Sockets sockets,
    InstantSource clock,
    DoubleSupplier jitter,
    Recovery recovery,
    AtomicReference<@Nullable SessionMachine> lastMachine) {

  /** Peers of one kind share a machine, which keeps nothing of any of them. */
  public SessionMachine machine(PeerTemplate peer, boolean member) {
    SessionPolicy policy =
        new SessionPolicy(
            config.local().asn(),
            config.local().routerId(),
            peer.asn(),
            peer.families(),
            config.holdTime(),
            member ? config.limits().memberOpenWait() : config.limits().openWait(),
            peer.dial(),
            config.connectRetry(),
            config.restart().offer(recovery.isUnderway()));
    SessionMachine last = lastMachine.get();
    if (last != null && last.policy().equals(policy)) {
      return last;
    }
    SessionMachine machine = new SessionMachine(policy);
    lastMachine.set(machine);
    return machine;
  }
}
