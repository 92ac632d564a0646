/**
 * What the speaker tells others: {@link io.podspan.bgpreflector.speaker.report.SpeakerListener} is
 * the port for events. Refused connections and ended sessions are counted by reason, and refusals
 * are reported at a bounded rate.
 */
@NullMarked
package io.podspan.bgpreflector.speaker.report;

import org.jspecify.annotations.NullMarked;
