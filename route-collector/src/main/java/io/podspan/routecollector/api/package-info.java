/**
 * REST: which nodes there are, and what each should have, has and lacks. Reads only; what the
 * intent names and nobody has looked at yet is there too, and says so.
 */
@NullMarked
package io.podspan.routecollector.api;

import org.jspecify.annotations.NullMarked;
