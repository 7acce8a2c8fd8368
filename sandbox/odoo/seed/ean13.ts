/** The thirteenth digit of an EAN-13: the digits before it, weighted 1 and 3 in turn, fill up to a ten. */
export function checkDigit(twelve: string): number {
  const sum = [...twelve].reduce(
    (total, digit, index) => total + Number(digit) * (index % 2 === 0 ? 1 : 3),
    0,
  );
  return (10 - (sum % 10)) % 10;
}

/** The barcode of the shop's article `number`; 789 is Brazil. */
export function barcodeOf(number: number): string {
  const twelve = `7896021${String(number).padStart(5, '0')}`;
  return `${twelve}${checkDigit(twelve)}`;
}
