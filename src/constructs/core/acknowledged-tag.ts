/** Tag that somebody who takes an incident puts on its alarm. It is then answered: nobody else is told. */
export const ACKNOWLEDGED_TAG = "acknowledged";
