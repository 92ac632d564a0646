/**
 * The kernel's routes of a node, and what it says of their changes. They are read in the same way
 * for every kind of router.
 */
@NullMarked
package io.podspan.routecollector.kernel;

import org.jspecify.annotations.NullMarked;
