/**
 * REST: which nodes there are, and what each should have, has and lacks. It only reads. A node that
 * the intent names but that was never read is listed with the verdict UNKNOWN.
 */
@NullMarked
package io.podspan.routecollector.api;

import org.jspecify.annotations.NullMarked;
