/**
 * What the speaker tells others: {@link io.podspan.bgpreflector.speaker.report.SpeakerListener} is
 * the port for events. Refused connections, refused OPENs, errors in UPDATEs and ended sessions are
 * counted by reason, and told at a bounded rate: no peer can fill the log.
 */
@NullMarked
package io.podspan.bgpreflector.speaker.report;

import org.jspecify.annotations.NullMarked;
