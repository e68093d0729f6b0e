// Better with it, whole without it: tables sort by their headings, and a line to paste is copied by a button.
'use strict';
for (const table of document.querySelectorAll('table[data-sortable]')) {
  const headings = [...table.tHead.rows[0].cells];
  headings.forEach((heading, column) => {
    const button = document.createElement('button');
    button.type = 'button';
    button.append(...heading.childNodes);
    heading.append(button);
    heading.setAttribute('aria-sort', 'none');
    button.addEventListener('click', () => {
      const body = table.tBodies[0];
      const rows = [...body.rows];
      const number = rows.every(row => row.cells[column].classList.contains('n') || row.cells[column].textContent === '');
      // Most first, where it is about numbers.
      const before = heading.getAttribute('aria-sort');
      const ascending = before === 'none' ? !number : before !== 'ascending';
      headings.forEach(other => other.setAttribute('aria-sort', 'none'));
      heading.setAttribute('aria-sort', ascending ? 'ascending' : 'descending');
      const value = row => {
        const text = row.cells[column].textContent;
        return number ? Number.parseFloat(text.replace('−', '-').replace(/[^-0-9.]/g, '')) || 0 : text;
      };
      rows.sort((a, b) => {
        const order = number ? value(a) - value(b) : value(a).localeCompare(value(b));
        return ascending ? order : -order;
      });
      body.append(...rows);
    });
  });
}
if (navigator.clipboard) {
  for (const line of document.querySelectorAll('td code')) {
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'copy';
    button.textContent = 'Copy';
    button.setAttribute('aria-label', 'Copy ' + line.textContent);
    button.addEventListener('click', async () => {
      await navigator.clipboard.writeText(line.textContent);
      button.textContent = 'Copied';
      setTimeout(() => { button.textContent = 'Copy'; }, 2000);
    });
    line.after(button);
  }
}
// An empty field is no filter, and need not stand in the address that is bookmarked.
for (const form of document.querySelectorAll('form')) {
  form.addEventListener('submit', () => {
    for (const field of form.querySelectorAll('input, select')) {
      field.disabled = field.value === '';
    }
  });
  window.addEventListener('pageshow', () => form.querySelectorAll('input, select').forEach(field => { field.disabled = false; }));
}
