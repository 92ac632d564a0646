/**
 * kube-router. GoBGP's JSON is a plain marshal of its API structs, whose names differ between
 * versions 2, 3 and 4. All of these forms are read.
 */
@NullMarked
package io.podspan.routecollector.routers.kuberouter;

import org.jspecify.annotations.NullMarked;
