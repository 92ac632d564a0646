/**
 * Whether it is well, for people: the console's problems, and what its overview adds up to. Pure
 * functions from the answers of services to text; {@code StatusCommand} asks.
 */
@NullMarked
package io.podspan.cli.status;

import org.jspecify.annotations.NullMarked;
