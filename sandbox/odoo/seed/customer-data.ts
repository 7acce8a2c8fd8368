/** One customer of the shop. */
export interface SeedCustomer {
  name: string;
  /** As somebody once typed it in: every customer's number looks a little different. */
  phone: string;
  email: string;
  /** CPF of a person, CNPJ of a company; the check digits are right. */
  vat?: string;
  city: string;
  state: string;
  isCompany?: boolean;
  /** The company that this person works for. */
  company?: string;
}

/** The customers, oldest first; the first ones have orders. */
export const customers: SeedCustomer[] = [
  {
    name: 'Ana Souza',
    phone: '+5511987654321',
    email: 'ana.souza@example.com',
    vat: '529.982.247-25',
    city: 'São Paulo',
    state: 'SP',
  },
  {
    name: 'Bruno Carvalho',
    phone: '+55 11 99876-5432',
    email: 'bruno.carvalho@example.com',
    vat: '111.444.777-35',
    city: 'Osasco',
    state: 'SP',
  },
  {
    name: 'Carla Mendes',
    phone: '(21) 98765-1234',
    email: 'carla.mendes@example.com',
    vat: '935.411.347-80',
    city: 'Rio de Janeiro',
    state: 'RJ',
  },
  {
    name: 'Construtora Horizonte Ltda',
    phone: '+55 11 3456-7890',
    email: 'compras@horizonte.example',
    vat: '11.222.333/0001-81',
    city: 'São Paulo',
    state: 'SP',
    isCompany: true,
  },
  {
    name: 'Diego Ferreira',
    phone: '+55 31 8888-4321',
    email: 'diego.ferreira@example.com',
    city: 'Belo Horizonte',
    state: 'MG',
  },
  {
    name: 'Eduarda Lima',
    phone: '41 99912 3456',
    email: 'eduarda.lima@example.com',
    vat: '153.509.460-56',
    city: 'Curitiba',
    state: 'PR',
  },
  {
    name: 'Fernando Alves',
    phone: '+5511991234567',
    email: 'fernando.alves@horizonte.example',
    city: 'São Paulo',
    state: 'SP',
    company: 'Construtora Horizonte Ltda',
  },
  {
    name: 'Gabriela Rocha',
    phone: '+55 (51) 99777-8899',
    email: 'gabi.rocha@example.com',
    city: 'Porto Alegre',
    state: 'RS',
  },
  {
    name: 'Henrique Barbosa',
    phone: '071 99123-4455',
    email: 'henrique.barbosa@example.com',
    city: 'Salvador',
    state: 'BA',
  },
  {
    name: 'Isabela Martins',
    phone: '+558199888-7766',
    email: 'isabela.martins@example.com',
    city: 'Recife',
    state: 'PE',
  },
  {
    name: 'João Pereira',
    phone: '+55 85 9654-3210',
    email: 'joao.pereira@example.com',
    city: 'Fortaleza',
    state: 'CE',
  },
  {
    name: 'João Pereira da Silva',
    phone: '+5519997654321',
    email: 'jpsilva@example.com',
    city: 'Campinas',
    state: 'SP',
  },
  {
    name: 'Karina Duarte',
    phone: '+55 11 97654-3210',
    email: 'karina.duarte@example.com',
    vat: '390.533.447-05',
    city: 'Guarulhos',
    state: 'SP',
  },
  {
    name: 'Leandro Gomes',
    phone: '(11) 95555-0101',
    email: 'leandro.gomes@example.com',
    city: 'Santo André',
    state: 'SP',
  },
  {
    name: 'Mariana Oliveira',
    phone: '+5548991112233',
    email: 'mariana.oliveira@example.com',
    city: 'Florianópolis',
    state: 'SC',
  },
  {
    name: 'Nelson Teixeira',
    phone: '62 98111-2233',
    email: 'nelson.teixeira@example.com',
    city: 'Goiânia',
    state: 'GO',
  },
  {
    name: 'Olívia Ramos',
    phone: '+55 61 99222-3344',
    email: 'olivia.ramos@example.com',
    city: 'Brasília',
    state: 'DF',
  },
  {
    name: 'Paulo Nogueira',
    phone: '+551132109876',
    email: 'paulo.nogueira@example.com',
    city: 'São Paulo',
    state: 'SP',
  },
  {
    name: 'Quitéria Santos',
    phone: '+55 82 98877-6655',
    email: 'quiteria.santos@example.com',
    city: 'Maceió',
    state: 'AL',
  },
  {
    name: 'Rafael Cardoso',
    phone: '+5527998765432',
    email: 'rafael.cardoso@example.com',
    city: 'Vitória',
    state: 'ES',
  },
  {
    name: 'Reformas Boa Casa ME',
    phone: '(11) 3333-2020',
    email: 'contato@boacasa.example',
    vat: '12.345.678/0001-95',
    city: 'São Bernardo do Campo',
    state: 'SP',
    isCompany: true,
  },
  {
    name: 'Sabrina Costa',
    phone: '+55 11 96666-7777',
    email: 'sabrina.costa@example.com',
    city: 'São Paulo',
    state: 'SP',
  },
  {
    name: 'Thiago Moreira',
    phone: '+55 92 99111-0000',
    email: 'thiago.moreira@example.com',
    city: 'Manaus',
    state: 'AM',
  },
  {
    name: 'Úrsula Freitas',
    phone: '+55 11 93333-4444',
    email: 'ursula.freitas@example.com',
    city: 'Diadema',
    state: 'SP',
  },
  {
    name: 'Vinícius Araújo',
    phone: '11 9 8222-3333',
    email: 'vinicius.araujo@example.com',
    city: 'São Paulo',
    state: 'SP',
  },
  {
    name: 'Wagner Pinto',
    phone: '+55 91 98333-2211',
    email: 'wagner.pinto@example.com',
    city: 'Belém',
    state: 'PA',
  },
  {
    name: 'Yasmin Castro',
    phone: '+5511944445555',
    email: 'yasmin.castro@example.com',
    city: 'Barueri',
    state: 'SP',
  },
  {
    name: 'Zeca Monteiro',
    phone: '+55 11 99999-0000',
    email: 'zeca.monteiro@example.com',
    city: 'São Paulo',
    state: 'SP',
  },
];
