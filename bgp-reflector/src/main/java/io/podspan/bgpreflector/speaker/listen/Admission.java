package io.podspan.bgpreflector.speaker.listen;

import io.podspan.bgpreflector.speaker.report.RefusalReason;
import io.podspan.bgpreflector.speaker.session.PeerSession;

/** The answer to a new connection: the session that takes it, or the reason why none does. */
sealed interface Admission {

  record Admitted(PeerSession session) implements Admission {}

  record Refused(RefusalReason reason) implements Admission {}
}
