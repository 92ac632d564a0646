/**
 * Who calls in tests. The service under test keeps its door as shipped; it learns of three callers,
 * and requests of REST Assured are those of an admin. Both are found by the service loader, so a
 * test does nothing for it.
 */
@NullMarked
package io.podspan.testkit.callers;

import org.jspecify.annotations.NullMarked;
