/**
 * How a browser gets in: whoever has a token asks for a one-time code; the page sends the code once
 * and gets a cookie (HttpOnly, SameSite=Strict) that stands for the same caller, or for less.
 *
 * <p>Codes and sessions are in memory, as digests, bounded in number and time. A cookie that is not
 * known counts as none: cookies know no ports, so a browser also sends those of other services.
 */
@NullMarked
package io.podspan.servicekit.door.entrance;

import org.jspecify.annotations.NullMarked;
