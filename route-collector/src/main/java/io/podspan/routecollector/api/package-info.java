/**
 * REST: which nodes there are, and what each should have, has and lacks. It only reads. A node that
 * the intent names and nobody has read yet is listed with the verdict UNKNOWN.
 */
@NullMarked
package io.podspan.routecollector.api;

import org.jspecify.annotations.NullMarked;
