package io.podspan.bgpreflector.speaker;

/** What becomes of a connection: the session that takes it, or the reason why none does. */
sealed interface Admission permits PeerSession, RefusalReason {}
