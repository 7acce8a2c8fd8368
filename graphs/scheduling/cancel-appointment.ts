import { ProjectError } from '#errors/errors.ts';
import { type CrewRun, callTool } from '../shared/crew-tools.ts';
import type { GraphDependencies } from '../shared/dependencies.ts';
import { appointmentSchema } from './state.ts';

/** `unclear`: there are several, or it concerns others too, or it has begun: a person must look at it. */
export type Cancellation = 'cancelled' | 'none' | 'unclear';

const unclearCodes = ['several_appointments', 'appointment_shared', 'appointment_past'];

/**
 * Cancels an appointment of the customer. One that is gone already is as good as cancelled.
 *
 * @param appointmentId The only coming one where it is not known.
 */
export async function cancelAppointment(
  dependencies: GraphDependencies,
  run: CrewRun,
  appointmentId: number | undefined,
): Promise<Cancellation> {
  try {
    await callTool(dependencies, run, {
      tool: 'odoo_cancel_appointment',
      arguments: appointmentId === undefined ? {} : { appointment_id: appointmentId },
      output: appointmentSchema,
    });
    return 'cancelled';
  } catch (error) {
    if (!(error instanceof ProjectError)) throw error;
    if (unclearCodes.includes(error.code)) return 'unclear';
    // A customer whom Odoo does not know has no appointment in it.
    if (error.code === 'appointment_not_found' || error.code === 'customer_not_identified') return 'none';
    throw error;
  }
}
