// Better with it, whole without it: tables sort by their headings, by mouse and keyboard.
'use strict';
for (const table of document.querySelectorAll('table[data-sortable]')) {
  const headings = [...table.tHead.rows[0].cells];
  headings.forEach((heading, column) => {
    heading.tabIndex = 0;
    heading.setAttribute('aria-sort', 'none');
    const sort = () => {
      const ascending = heading.getAttribute('aria-sort') !== 'ascending';
      headings.forEach(other => other.setAttribute('aria-sort', 'none'));
      heading.setAttribute('aria-sort', ascending ? 'ascending' : 'descending');
      const body = table.tBodies[0];
      const rows = [...body.rows];
      const number = rows.every(row => row.cells[column].classList.contains('n') || row.cells[column].textContent === '');
      rows.sort((a, b) => {
        const left = a.cells[column].textContent, right = b.cells[column].textContent;
        const order = number ? Number(left) - Number(right) : left.localeCompare(right);
        return ascending ? order : -order;
      });
      body.append(...rows);
    };
    heading.addEventListener('click', sort);
    heading.addEventListener('keydown', event => {
      if (event.key === 'Enter' || event.key === ' ') {
        event.preventDefault();
        sort();
      }
    });
  });
}
