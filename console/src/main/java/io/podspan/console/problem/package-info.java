/**
 * What is wrong, once for each cause, and whether that could be found out.
 *
 * <p>In: the present facts of the journal ({@link io.podspan.console.journal.Projection}). {@link
 * io.podspan.console.problem.Symptoms} reads from them what is not as it should be: a route that
 * lacks, a pair of nodes whose pods do not reach each other, a session that is down, a node that
 * cannot be read. {@link io.podspan.console.problem.Diagnosis} gives each symptom to the first
 * cause that explains it, in the order of {@link io.podspan.console.problem.Kind}. What remains of
 * a cause is one {@link io.podspan.console.problem.Problem}. {@link
 * io.podspan.console.problem.ProblemBook} waits until a problem has lasted, and closes it some time
 * after its last symptom.
 *
 * <p>Invariants:
 *
 * <ol>
 *   <li>The diagnosis is a pure function of the projection: every console finds the same, after a
 *       restart too, in whatever order the facts came. Two things are beside it, and are the same
 *       some time after a restart: {@link io.podspan.console.problem.Enduring}, and which services
 *       are there ({@link io.podspan.console.journal.Attendance}).
 *   <li>A symptom is in one problem. What is under way ({@link
 *       io.podspan.console.problem.UnderWay}) is no symptom.
 *   <li>What could not be found out is a problem of its own state, and never hides in "well".
 * </ol>
 *
 * <p>The book belongs to the thread that follows the journal; any thread may read it.
 */
@NullMarked
package io.podspan.console.problem;

import org.jspecify.annotations.NullMarked;
