/**
 * Checks of the fields of events and reasons. They hold for what we publish and for what arrives on
 * a topic.
 */
@NullMarked
package io.podspan.events.check;

import org.jspecify.annotations.NullMarked;
