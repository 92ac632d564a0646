/**
 * Everything that can be checked of an interconnect, as one report in the form of preflight's: a
 * list of checks with an outcome, so that people and {@link io.podspan.cli.preflight.JUnitReport
 * JUnit's XML} read both alike. Pure; {@code VerifyCommand} asks the services.
 */
@NullMarked
package io.podspan.cli.verify;

import org.jspecify.annotations.NullMarked;
