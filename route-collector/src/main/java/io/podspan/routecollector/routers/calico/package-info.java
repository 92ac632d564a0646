/** Calico. BIRD's text differs between versions 1.6 and 2. Both forms are read. */
@NullMarked
package io.podspan.routecollector.routers.calico;

import org.jspecify.annotations.NullMarked;
